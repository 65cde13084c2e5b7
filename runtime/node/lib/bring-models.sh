# shellcheck shell=bash disable=SC2034,SC2154
# What the node serves, then the adapters beside it: each in a directory of its own, and each proven in the same way.
# ADAPTERS: `<directory>,<prefix>,<SHA-256 of the manifest>,<SHA-256 of the provenance>` of each, separated by spaces.
bring_models() {
  local adapter parts
  bring_model "${MODEL}" "${WEIGHTS_PREFIX}" "${MANIFEST_SHA256}" "${PROVENANCE_SHA256}"
  for adapter in ${ADAPTERS}; do
    IFS=, read -r -a parts <<<"${adapter}"
    [[ "${#parts[@]}" -eq 4 && "${parts[0]}" =~ ^[a-z][a-z0-9-]*$ && "${parts[0]}" != "${MODEL}" ]] || refuse "ADAPTERS has \"${adapter}\""
    bring_model "${parts[@]}"
  done
}

bring_model() {
  local target="${storage}/models/$1" WEIGHTS_PREFIX="$2" MANIFEST_SHA256="$3" PROVENANCE_SHA256="$4"
  make_target
  fetch_manifest
  verify_signature
  prefetch_weights
  fetch_weights
}
