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
  chmod -R a-w,a+rX "${target}"
}
