# shellcheck shell=bash disable=SC2154
log() { printf '%s ingest: %s\n' "$(date -u +%FT%TZ)" "$*" >&2; }
refuse() {
  log "REFUSED: $*"
  exit 1
}
digest_of() { sha256sum "$1" | cut -d' ' -f1; }
allowed() { [[ "$1" =~ ^[A-Za-z0-9_-][A-Za-z0-9._-]*\.(safetensors|json|model|txt|jinja)$ || "$1" =~ ^(LICENSE|NOTICE|USE_POLICY\.md)$ ]]; }

check_manifest() {
  local actual expected name
  actual="$(digest_of "${MANIFEST}")"
  [[ "${actual}" == "${MANIFEST_SHA256}" ]] || refuse "manifest is ${actual}, approved is ${MANIFEST_SHA256}"
  sort -c -k2 "${MANIFEST}" || refuse 'manifest is not sorted by name'
  while read -r expected name || [[ -n "${expected}" ]]; do
    [[ "${expected}" =~ ^[0-9a-f]{64}$ ]] || refuse "manifest has \"${expected}\" where a SHA-256 belongs"
    allowed "${name}" || refuse "manifest names \"${name}\": not a plain name of an allowed type"
  done <"${MANIFEST}"
  for name in LICENSE NOTICE USE_POLICY.md; do
    grep -q "  ${name}\$" "${MANIFEST}" || refuse "manifest lacks ${name}, which must stand beside the weights"
  done
}

# One file at a time lies here, the largest too; what an earlier run left of it counts as room.
check_space() {
  local free left
  [[ "${LARGEST_FILE}" =~ ^[0-9]+$ ]] || refuse "LARGEST_FILE is \"${LARGEST_FILE}\". Allowed: bytes of the largest approved file"
  free="$(df --output=avail --block-size=1 "${WORK}" | tail -n 1 | tr -d ' ')"
  left="$(du --bytes --summarize "${WORK}" | cut -f1)"
  ((free + left > LARGEST_FILE)) || refuse "${WORK} has room for $((free + left)) bytes, the largest file has ${LARGEST_FILE}"
}

# curl asks for the rest of a partial file. The token is left out when a redirect leads to another host.
download() {
  local name="$1" path="$2"
  case "${SOURCE}" in
  huggingface)
    [[ "${COMMIT:-}" =~ ^[0-9a-f]{40}$ ]] || refuse 'COMMIT is not a full commit'
    [[ "${REPOSITORY:-}" =~ ^[A-Za-z0-9_-][A-Za-z0-9._-]*/[A-Za-z0-9_-][A-Za-z0-9._-]*$ ]] || refuse 'REPOSITORY is not owner/name'
    curl --config - --fail --silent --show-error --location --retry 5 --continue-at - --output "${path}" \
      "${origin}/${REPOSITORY}/resolve/${COMMIT}/${name}" <<<"${HF_TOKEN:+oauth2-bearer = \"${HF_TOKEN}\"}" ||
      refuse "${name} cannot be fetched"
    ;;
  meta) cp -- "${SOURCE_DIRECTORY:?}/${name}" "${path}" || refuse "${name} cannot be fetched" ;;
  *) refuse "SOURCE is \"${SOURCE}\". Allowed: huggingface, meta" ;;
  esac
}

# A safetensors file begins with the length of its header and the header, a JSON object. A renamed pickle does not.
check_format() {
  local path="$1" length
  [[ "${path}" == *.safetensors.partial ]] || return 0
  length="$(od -An -t u8 -N 8 --endian=little "${path}" | tr -d ' ')"
  [[ "${#length}" -le 9 && "${length:-0}" -gt 1 && $((length + 8)) -le "$(stat -c %s "${path}")" ]] || return 1
  [[ "$(tail -c +9 "${path}" | head -c 1 || true)" == '{' ]]
}
