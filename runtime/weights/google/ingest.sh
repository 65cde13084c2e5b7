#!/usr/bin/env bash
# Brings approved weights into a weights bucket on Google, as ../ingest.sh does on AWS: what is checked is the same. Runs where
# there is a way out, never beside GPU nodes. May be run again: what the bucket holds already is not fetched, an interrupted
# download goes on where it stopped.
#
# Environment: as for ../ingest.sh, but WEIGHTS_SIGNING_KEY is the name of a key version. Rights: gcloud's, of the account of
# weights.ingestServiceAccount, which can neither replace nor delete; CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT lends them to a person.
# Optional, for tests: STORAGE_API and KMS_API instead of Google's addresses.
set -Eeuo pipefail
set +x
export LC_ALL=C

: "${MANIFEST:?}" "${MANIFEST_SHA256:?}" "${NOTICE:?}" "${SOURCE:?}" "${WEIGHTS_BUCKET:?}" "${WEIGHTS_PREFIX:?}"
: "${WEIGHTS_SIGNING_KEY:?}" "${WORK:?}" "${LARGEST_FILE:?}"
readonly origin="${HF_ENDPOINT:-https://huggingface.co}"
readonly storage_api="${STORAGE_API:-https://storage.googleapis.com}"
readonly kms_api="${KMS_API:-https://cloudkms.googleapis.com/v1}"

# shellcheck source=runtime/weights/lib/approved.sh
source "${BASH_SOURCE[0]%/*}/../lib/approved.sh"

address_of() { printf '%s/%s/%s/%s' "${storage_api}" "${WEIGHTS_BUCKET}" "${WEIGHTS_PREFIX}" "$1"; }

# The token reaches curl through standard input, so that no list of processes shows it.
request() {
  local bearer
  bearer="$(gcloud auth print-access-token --quiet)" || return 1
  curl --config - --fail --silent --show-error --retry 5 --retry-connrefused "$@" <<<"oauth2-bearer = \"${bearer}\""
}

# The value of a name in an answer.
field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"; }

# Cloud Storage keeps no SHA-256. The digest beside an object is of the account that stored it, and nobody can change either.
stored_digest() { request --head "$(address_of "$1")" 2>/dev/null | tr -d '\r' | sed -n 's/^x-goog-meta-sha256: *//Ip' || true; }

# One request, whatever the size: parts would be objects of their own, and held. Cloud Storage compares what arrives with the MD5.
upload() {
  local md5 digest
  md5="$(openssl dgst -md5 -binary "$1" | base64)"
  digest="$(digest_of "$1")"
  request --output /dev/null --upload-file "$1" --header 'x-goog-if-generation-match: 0' --header "x-goog-hash: md5=${md5}" \
    --header "x-goog-meta-sha256: ${digest}" "$(address_of "$2")" ||
    refuse "$2 cannot be stored; what lies there already is held, and must be released and deleted first"
  log "stored $2"
}

# shellcheck source=runtime/weights/lib/bring.sh
source "${BASH_SOURCE[0]%/*}/../lib/bring.sh"

verified() {
  local key="${WORK}/signing-key" pem
  request --output "${key}.json" "${kms_api}/${WEIGHTS_SIGNING_KEY}/publicKey" || refuse 'the signing key cannot be read'
  pem="$(field pem <"${key}.json")"
  printf '%b' "${pem}" >"${key}.pem"
  openssl dgst -sha256 -verify "${key}.pem" -signature "$1" "${MANIFEST}" >/dev/null 2>&1
}

# Last of all, so that a manifest in the bucket stands for a complete set.
sign() {
  local signature="${WORK}/MANIFEST.sha256.sig" digest
  if ! request --output "${signature}" "$(address_of MANIFEST.sha256.sig)" 2>/dev/null || ! verified "${signature}"; then
    digest="$(openssl dgst -sha256 -binary "${MANIFEST}" | base64)"
    request --header 'Content-Type: application/json' --data "{\"digest\":{\"sha256\":\"${digest}\"}}" "${kms_api}/${WEIGHTS_SIGNING_KEY}:asymmetricSign" |
      field signature | base64 --decode >"${signature}"
    verified "${signature}" || refuse 'the new signature is not valid'
    upload "${signature}" MANIFEST.sha256.sig
  fi
  if [[ "$(stored_digest MANIFEST.sha256)" != "${MANIFEST_SHA256}" ]]; then upload "${MANIFEST}" MANIFEST.sha256; fi
}

mkdir -p "${WORK}"
check_manifest
check_space
while read -r expected name || [[ -n "${expected}" ]]; do bring "${expected}" "${name}"; done <"${MANIFEST}"
sign
log "ready: $(wc -l <"${MANIFEST}") files under ${WEIGHTS_PREFIX}"
