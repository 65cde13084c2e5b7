#!/usr/bin/env bash
# Brings approved weights into a container of weights on Azure, as ../ingest.sh does on AWS: what is checked is the same. Runs where there is
# a way out, never beside GPU nodes. May be run again: what the container holds already is not fetched, an interrupted download goes on
# where it stopped.
#
# Environment: as for ../ingest.sh, but WEIGHTS_ACCOUNT and WEIGHTS_CONTAINER instead of WEIGHTS_BUCKET, WEIGHTS_VAULT (host name of a vault) and
# WEIGHTS_SIGNING_KEY (name of a key in it). Rights: those of az, signed in as the identity of weights.ingestPrincipal.
# Optional, for tests: BLOB_API and VAULT_API instead of Azure's addresses, BLOCK_BYTES instead of 64 MiB.
set -Eeuo pipefail
set +x
export LC_ALL=C

: "${MANIFEST:?}" "${MANIFEST_SHA256:?}" "${NOTICE:?}" "${SOURCE:?}" "${WEIGHTS_ACCOUNT:?}" "${WEIGHTS_CONTAINER:?}" "${WEIGHTS_PREFIX:?}"
: "${WEIGHTS_VAULT:?}" "${WEIGHTS_SIGNING_KEY:?}" "${WORK:?}" "${LARGEST_FILE:?}"
readonly origin="${HF_ENDPOINT:-https://huggingface.co}"
readonly blob_api="${BLOB_API:-https://${WEIGHTS_ACCOUNT}.blob.core.windows.net}"
readonly key_address="${VAULT_API:-https://${WEIGHTS_VAULT}}/keys/${WEIGHTS_SIGNING_KEY}"
# Bytes of a block: what is larger than one is stored in blocks, of which a blob takes 50,000.
readonly block="${BLOCK_BYTES:-67108864}"

# shellcheck source=runtime/weights/lib/approved.sh
source "${BASH_SOURCE[0]%/*}/../lib/approved.sh"

address_of() { printf '%s/%s/%s/%s' "${blob_api}" "${WEIGHTS_CONTAINER}" "${WEIGHTS_PREFIX}" "$1"; }

# The token reaches curl through standard input, so that no list of processes shows it.
request() {
  local resource="$1" bearer
  bearer="$(az account get-access-token --resource "${resource}" --query accessToken --output tsv)" || return 1
  curl --config - --fail --silent --show-error --retry 5 --retry-connrefused --header 'x-ms-version: 2023-11-03' "${@:2}" <<<"oauth2-bearer = \"${bearer}\""
}
blob() { request https://storage.azure.com/ "$@"; }
vault() { request https://vault.azure.net "$@"; }

# The value of a name in an answer.
field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" "${2:--}"; }

# shellcheck source=runtime/node/lib/vault-key.sh
source "${BASH_SOURCE[0]%/*}/../../node/lib/vault-key.sh"

# Blob Storage keeps no SHA-256. The digest beside a blob is of the identity that stored it, and while the container's policy holds nobody changes either.
stored_digest() { blob --head "$(address_of "$1")" 2>/dev/null | tr -d '\r' | sed -n 's/^x-ms-meta-sha256: *//Ip' || true; }

# Blocks are nothing until the list of them is stored, in one request that fails where a blob is already. Azure compares each block with its MD5.
upload() {
  local path="$1" name="$2" size offset index=0 id ids='' digest piece="${WORK}/block"
  size="$(stat -c %s "${path}")"
  digest="$(digest_of "${path}")"
  for ((offset = 0; offset < size || index == 0; offset += block, index++)); do
    dd if="${path}" of="${piece}" bs="${block}" skip="${index}" count=1 status=none
    id="$(printf '%08d' "${index}" | base64)"
    blob --output /dev/null --upload-file "${piece}" --header "Content-MD5: $(openssl dgst -md5 -binary "${piece}" | base64)" \
      "$(address_of "${name}")?comp=block&blockid=${id//=/%3D}" || refuse "${name} cannot be stored"
    ids+="<Latest>${id}</Latest>"
  done
  rm -f "${piece}"
  blob --output /dev/null --request PUT --header 'Content-Type: application/xml' --header 'If-None-Match: *' --header "x-ms-meta-sha256: ${digest}" \
    --data "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>${ids}</BlockList>" "$(address_of "${name}")?comp=blocklist" ||
    refuse "${name} cannot be stored; what lies there already is kept by the policy of the container"
  log "stored ${name}"
}

# shellcheck source=runtime/weights/lib/bring.sh
source "${BASH_SOURCE[0]%/*}/../lib/bring.sh"

verified() {
  local key="${WORK}/signing-key"
  vault --output "${key}.json" "${key_address}?api-version=7.4" || refuse 'the signing key cannot be read'
  public_key "${key}.json" >"${key}.pem" || refuse 'the signing key is no key on P-256'
  openssl dgst -sha256 -verify "${key}.pem" -signature "$1" "${MANIFEST}" >/dev/null 2>&1
}

# Key Vault answers with the two numbers of a signature side by side; openssl, like the other clouds, wants them as DER.
as_der() {
  local hex
  hex="$(tr -- '-_' '+/' | sed 's/$/==/' | base64 --decode | od -An -v -t x1 | tr -d ' \n')"
  [[ "${#hex}" -eq 128 ]] || return 1
  printf 'asn1 = SEQUENCE:pair\n[pair]\nr = INTEGER:0x%s\ns = INTEGER:0x%s\n' "${hex:0:64}" "${hex:64}" >"${WORK}/signature.cnf"
  openssl asn1parse -genconf "${WORK}/signature.cnf" -noout -out "$1"
}

# Last of all, so that a manifest in the container stands for a complete set.
sign() {
  local signature="${WORK}/MANIFEST.sha256.sig" digest
  if ! blob --output "${signature}" "$(address_of MANIFEST.sha256.sig)" 2>/dev/null || ! verified "${signature}"; then
    digest="$(openssl dgst -sha256 -binary "${MANIFEST}" | base64 | tr -- '+/' '-_' | tr -d '=')"
    vault --header 'Content-Type: application/json' --data "{\"alg\":\"ES256\",\"value\":\"${digest}\"}" "${key_address}/sign?api-version=7.4" |
      field value | as_der "${signature}" || refuse 'the manifest cannot be signed'
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
