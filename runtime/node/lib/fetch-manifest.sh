# shellcheck shell=bash disable=SC2154
fetch_manifest() {
  fetch MANIFEST.sha256 "${target}/MANIFEST.sha256"
  local actual
  actual="$(sha256sum "${target}/MANIFEST.sha256" | cut -d' ' -f1)"
  [[ "${actual}" == "${MANIFEST_SHA256}" ]] || refuse "manifest is ${actual}, approved is ${MANIFEST_SHA256}"
}
