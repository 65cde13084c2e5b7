# shellcheck shell=bash disable=SC2154
bring() {
  local expected="$1" name="$2" path="${WORK}/$2.partial"
  if [[ "$(stored_digest "${name}")" == "${expected}" ]]; then return; fi
  if [[ "${name}" == NOTICE ]]; then
    cp -- "${NOTICE}" "${path}"
  elif [[ ! -f "${path}" || "$(digest_of "${path}")" != "${expected}" ]]; then
    download "${name}" "${path}"
  fi
  if [[ "$(digest_of "${path}")" != "${expected}" ]]; then
    rm -f "${path}"
    refuse "${name} does not match the approved manifest"
  fi
  check_format "${path}" || refuse "${name} is no safetensors file"
  upload "${path}" "${name}"
  rm -f "${path}"
}
