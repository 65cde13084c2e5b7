# shellcheck shell=bash disable=SC2154
allowed() { [[ "$1" =~ ^[A-Za-z0-9_-][A-Za-z0-9._-]*\.(safetensors|json|model|txt|jinja)$ || "$1" =~ ^(LICENSE|NOTICE|USE_POLICY\.md)$ ]]; }

# Lines of the manifest: `<sha256>  <file name>`. Names with a slash or a leading dot could leave the directory.
fetch_weights() {
  local expected name named=' MANIFEST.sha256 MANIFEST.sha256.sig '
  while read -r expected name || [[ -n "${expected}" ]]; do
    [[ "${expected}" =~ ^[0-9a-f]{64}$ ]] || refuse "manifest has \"${expected}\" where a SHA-256 belongs"
    allowed "${name}" || refuse "manifest names \"${name}\": not a plain name of an allowed type"
    named+="${name} "
    if [[ -f "${target}/${name}" ]] && sha256sum --status -c <<<"${expected}  ${target}/${name}"; then continue; fi
    fetch "${name}" "${target}/${name}.partial"
    sha256sum --status -c <<<"${expected}  ${target}/${name}.partial" || refuse "${name} does not match the manifest"
    mv "${target}/${name}.partial" "${target}/${name}"
  done <"${target}/MANIFEST.sha256"
  # The licence wants its texts beside every copy of the weights.
  for name in LICENSE NOTICE USE_POLICY.md; do
    [[ "${named}" == *" ${name} "* ]] || refuse "manifest lacks ${name}, which must be beside the weights"
  done
  # The engine loads whatever looks like weights in this directory.
  local path
  for path in "${target}"/* "${target}"/.[!.]*; do
    [[ ! -e "${path}" || "${named}" == *" ${path##*/} "* ]] || rm -r "${path}"
  done
  verify_provenance
  chmod -R a-w,a+rX "${target}"
}

# A fine-tune says what it was made from. Its statement is one of the files that the signed manifest lists, and speaks of every file of weights.
verify_provenance() {
  local expected name
  [[ "${PROVENANCE_SHA256:?}" != none ]] || return 0
  grep -qx "${PROVENANCE_SHA256}  PROVENANCE.json" "${target}/MANIFEST.sha256" || refuse "the manifest lists no PROVENANCE.json of digest ${PROVENANCE_SHA256}"
  while read -r expected name || [[ -n "${expected}" ]]; do
    [[ "${name}" =~ ^(PROVENANCE\.json|LICENSE|NOTICE|USE_POLICY\.md)$ ]] && continue
    grep -q "\"sha256\": \"${expected}\"" "${target}/PROVENANCE.json" || refuse "PROVENANCE.json does not speak of ${name}"
  done <"${target}/MANIFEST.sha256"
}
