#!/usr/bin/env bash
# Brings approved weights into the weights bucket: each file from its pinned source, compared with the approved manifest,
# uploaded; then the manifest, signed. Runs where there is a way out, never beside GPU nodes. May be run again: what the
# bucket holds already is not fetched, an interrupted download goes on where it stopped.
#
# Environment: MANIFEST (approved MANIFEST.sha256) and MANIFEST_SHA256 (its digest, as the topology says), NOTICE (file with
#   the notice of the licence), SOURCE (huggingface or meta), WEIGHTS_BUCKET, WEIGHTS_PREFIX, WEIGHTS_SIGNING_KEY (ARN), WORK
#   (directory with space for the largest file), LARGEST_FILE (its bytes, by the approval). The bucket encrypts what it gets with its own key.
# huggingface: REPOSITORY, COMMIT; HF_TOKEN from a secret. It reaches curl through standard input and is never printed.
# meta: SOURCE_DIRECTORY, a finished `llama download` converted to safetensors: Meta's own files are pickles.
set -Eeuo pipefail
set +x
export LC_ALL=C

: "${MANIFEST:?}" "${MANIFEST_SHA256:?}" "${NOTICE:?}" "${SOURCE:?}" "${WEIGHTS_BUCKET:?}" "${WEIGHTS_PREFIX:?}"
: "${WEIGHTS_SIGNING_KEY:?}" "${WORK:?}" "${LARGEST_FILE:?}"
readonly origin="${HF_ENDPOINT:-https://huggingface.co}"
readonly largest_put=5368709120 # bytes that S3 takes in one request

# shellcheck source=runtime/weights/lib/approved.sh
source "${BASH_SOURCE[0]%/*}/lib/approved.sh"

key_of() { printf '%s/%s' "${WEIGHTS_PREFIX}" "$1"; }

# What S3 itself found when the object came in. An object stored in parts has a checksum of checksums instead: it counts only where
# nothing else is possible, and then by the digest that was written beside it.
stored_digest() {
  local key sum bytes
  key="$(key_of "$1")"
  read -r sum bytes < <(aws s3api head-object --bucket "${WEIGHTS_BUCKET}" --key "${key}" --checksum-mode ENABLED \
    --query '[ChecksumSHA256, ContentLength]' --output text 2>/dev/null) || return 0
  if [[ "${sum}" =~ ^[A-Za-z0-9+/]{43}=$ ]]; then
    base64 --decode <<<"${sum}" | od -An -v -t x1 | tr -d ' \n'
  elif [[ "${bytes}" -gt "${largest_put}" ]]; then
    aws s3api head-object --bucket "${WEIGHTS_BUCKET}" --key "${key}" --query 'Metadata.sha256' --output text 2>/dev/null || true
  fi
}

# In one part wherever that is possible: S3 then compares the whole object with its digest and keeps it, so that an import can be
# held to the manifest without reading the weights.
upload() {
  local digest metadata
  digest="$(digest_of "$1")"
  metadata="sha256=${digest}"
  if [[ "$(stat -c %s "$1")" -le "${largest_put}" ]]; then
    aws s3api put-object --bucket "${WEIGHTS_BUCKET}" --key "$(key_of "$2")" --body "$1" --metadata "${metadata}" \
      --checksum-algorithm SHA256 --checksum-sha256 "$(openssl dgst -sha256 -binary "$1" | base64)" >/dev/null
  else
    aws s3 cp --only-show-errors --checksum-algorithm SHA256 --metadata "${metadata}" "$1" "s3://${WEIGHTS_BUCKET}/$(key_of "$2")"
  fi
  log "stored $2"
}

# shellcheck source=runtime/weights/lib/bring.sh
source "${BASH_SOURCE[0]%/*}/lib/bring.sh"

verified() {
  [[ "$(aws kms verify --key-id "${WEIGHTS_SIGNING_KEY}" --signing-algorithm ECDSA_SHA_256 --message-type DIGEST \
    --message "fileb://$1" --signature "fileb://$2" --query SignatureValid --output text 2>/dev/null)" == True ]]
}

# Last of all, so that a manifest in the bucket stands for a complete set. Signing twice would only add locked versions.
sign() {
  local digest="${WORK}/MANIFEST.digest" signature="${WORK}/MANIFEST.sha256.sig"
  openssl dgst -sha256 -binary -out "${digest}" "${MANIFEST}"
  if [[ "$(stored_digest MANIFEST.sha256)" == "${MANIFEST_SHA256}" ]] &&
    aws s3 cp --only-show-errors "s3://${WEIGHTS_BUCKET}/$(key_of MANIFEST.sha256.sig)" "${signature}" 2>/dev/null &&
    verified "${digest}" "${signature}"; then
    return
  fi
  aws kms sign --key-id "${WEIGHTS_SIGNING_KEY}" --signing-algorithm ECDSA_SHA_256 --message-type DIGEST \
    --message "fileb://${digest}" --query Signature --output text | base64 --decode >"${signature}"
  verified "${digest}" "${signature}" || refuse 'the new signature is not valid'
  upload "${signature}" MANIFEST.sha256.sig
  upload "${MANIFEST}" MANIFEST.sha256
}

mkdir -p "${WORK}"
check_manifest
check_space
while read -r expected name || [[ -n "${expected}" ]]; do bring "${expected}" "${name}"; done <"${MANIFEST}"
sign
log "ready: $(wc -l <"${MANIFEST}") files under ${WEIGHTS_PREFIX}"
