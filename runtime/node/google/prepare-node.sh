#!/usr/bin/env bash
# Prepares a GPU node on Container-Optimized OS before vLLM may start: one file system over the local SSDs, then model
# weights. The manifest must have the approved digest and a valid signature, and every file must match the manifest. A node
# that cannot prove its weights never serves.
#
# Cloud KMS verifies nothing by itself. The node asks it for the public key, over TLS and as its own service account, and
# lets openssl check; a key in the user data would be one that somebody pasted.
#
# Environment: MODEL (directory name), WEIGHTS_BUCKET, WEIGHTS_PREFIX, MANIFEST_SHA256, PROVENANCE_SHA256 (of a fine-tune; else none),
# ADAPTERS (lib/bring-models.sh; may be empty), WEIGHTS_SIGNING_KEY (name of a key version), API_KEY_NAME (name of a secret's version).
# Optional, for tests: NODE_ROOT (default /), which stands before every path this script writes; METADATA, STORAGE_API,
# KMS_API and SECRETS_API instead of Google's addresses.
set -Eeuo pipefail
export LC_ALL=C

: "${MODEL:?}" "${WEIGHTS_BUCKET:?}" "${WEIGHTS_PREFIX:?}" "${MANIFEST_SHA256:?}" "${PROVENANCE_SHA256:?}" "${ADAPTERS?}" "${WEIGHTS_SIGNING_KEY:?}" "${API_KEY_NAME:?}"
readonly metadata="${METADATA:-http://metadata.google.internal}"
readonly storage_api="${STORAGE_API:-https://storage.googleapis.com}"
readonly kms_api="${KMS_API:-https://cloudkms.googleapis.com/v1}"
readonly secrets_api="${SECRETS_API:-https://secretmanager.googleapis.com/v1}"
readonly root="${NODE_ROOT:-}"
readonly storage="${root}/mnt/disks/llama"
readonly proof=/run/llama-weights-verified

# shellcheck source=runtime/node/lib/refuse.sh
source "${BASH_SOURCE[0]%/*}/../lib/refuse.sh"

# vLLM's unit starts only while the proof exists, and /run is empty after every boot: a script that fails, is killed or does
# not run at all leaves the node out. Cloud-init starts it anew at every boot.
close_gate() {
  rm -f "${root}${proof}"
  mkdir -p "${root}/run/blueprint"
  chmod 0700 "${root}/run/blueprint"
}

open_gate() { : >"${root}${proof}"; }

left() {
  local status=$?
  [[ ${status} -eq 0 ]] && return
  rm -f "${root}${proof}"
  log "failed with status ${status}; vLLM stays off"
}

# Containers may answer, never ask: not the metadata server, which lends the node's rights, nor anything else.
close_container_network() {
  local rule=(DOCKER-USER --in-interface docker0 --match conntrack --ctstate NEW --jump REJECT)
  iptables --wait --check "${rule[@]}" 2>/dev/null || iptables --wait --insert "${rule[@]}"
}

mount_local_disks() {
  if mountpoint -q "${storage}"; then return; fi
  local disks=() disk
  # The only name that leaves the boot disk out, which can be an NVMe device too.
  for disk in "${root}"/dev/disk/by-id/google-local-nvme-ssd-*; do
    [[ ! -e "${disk}" ]] || disks+=("${disk}")
  done
  [[ ${#disks[@]} -gt 0 ]] || refuse 'no local SSDs'
  local device="${disks[0]}"
  if [[ ${#disks[@]} -gt 1 ]]; then
    device=/dev/md0
    # After a reboot the disks still hold the array; after a stop they are new.
    mdadm --assemble "${device}" "${disks[@]}" 2>/dev/null ||
      mdadm --create "${device}" --level=0 --force --run --raid-devices="${#disks[@]}" "${disks[@]}"
  fi
  blkid "${device}" >/dev/null 2>&1 || mkfs.ext4 -F -q -E lazy_itable_init=0,lazy_journal_init=0,discard "${device}"
  mkdir -p "${storage}"
  mount -o noatime,nodev,nosuid,discard "${device}" "${storage}"
  log "mounted ${#disks[@]} disks at ${storage}"
}

token() {
  curl --fail --silent --retry 5 --retry-connrefused --max-time 10 --header 'Metadata-Flavor: Google' \
    "${metadata}/computeMetadata/v1/instance/service-accounts/default/token" |
    sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p'
}

# The token reaches curl through standard input, so that no list of processes shows it.
request() {
  local bearer
  bearer="$(token)" || return 1
  curl --config - --fail --silent --show-error --retry 5 --retry-connrefused --output "$2" "$1" <<<"oauth2-bearer = \"${bearer}\""
}

# The value of a name in an answer.
field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" "$2"; }

download() { request "${storage_api}/${WEIGHTS_BUCKET}/${WEIGHTS_PREFIX}/$1" "$2"; }

fetch() {
  if [[ -f "${target}/.arriving/$1" ]]; then
    mv "${target}/.arriving/$1" "$2"
    return
  fi
  download "$1" "$2" || refuse "$1 cannot be fetched"
}

# shellcheck source=runtime/node/lib/fetch-manifest.sh
source "${BASH_SOURCE[0]%/*}/../lib/fetch-manifest.sh"

verify_signature() {
  fetch MANIFEST.sha256.sig "${target}/MANIFEST.sha256.sig"
  local key="${root}/run/blueprint/signing-key"
  request "${kms_api}/${WEIGHTS_SIGNING_KEY}/publicKey" "${key}.json" || refuse 'the signing key cannot be read'
  printf '%b' "$(field pem "${key}.json")" >"${key}.pem"
  openssl dgst -sha256 -verify "${key}.pem" -signature "${target}/MANIFEST.sha256.sig" "${target}/MANIFEST.sha256" >&2 || refuse 'the signature of the manifest is not valid'
}

# shellcheck source=runtime/node/lib/fetch-weights.sh
source "${BASH_SOURCE[0]%/*}/../lib/fetch-weights.sh"

# One stream of Cloud Storage is slower than the network, so files come eight at a time. What arrives is nothing until
# fetch_weights has compared it; what does not arrive it fetches itself.
prefetch_weights() {
  local name arriving="${target}/.arriving"
  mkdir -p "${arriving}"
  while read -r _ name || [[ -n "${name}" ]]; do
    if ! allowed "${name}" || [[ -e "${target}/${name}" ]]; then continue; fi
    while (($(jobs -rp | wc -l) >= 8)); do wait -n || true; done
    { download "${name}" "${arriving}/${name}.partial" && mv "${arriving}/${name}.partial" "${arriving}/${name}"; } &
  done <"${target}/MANIFEST.sha256"
  wait
}

make_target() {
  mkdir -p "${target}"
  # The server is no root: it reads the one and, as a member of group 0, writes the compile cache.
  chmod 0755 "${storage}/models" "${target}"
  chmod -R u+w "${target}"
}

# shellcheck source=runtime/node/lib/bring-models.sh
source "${BASH_SOURCE[0]%/*}/../lib/bring-models.sh"

fetch_api_key() {
  local answer="${root}/run/blueprint/api-key.json" key
  request "${secrets_api}/${API_KEY_NAME}:access" "${answer}" || refuse 'the API key cannot be read'
  key="$(field data "${answer}" | base64 --decode)"
  rm "${answer}"
  [[ "${key}" =~ ^[A-Za-z0-9_-]{32,}$ ]] || refuse 'the API key has fewer than 32 letters, digits, underscores and hyphens, or others'
  printf 'VLLM_API_KEY=%s\n' "${key}" >"${root}/run/blueprint/vllm.env"
}

umask 0077
trap left EXIT
close_gate
close_container_network
mount_local_disks
mkdir -p "${storage}/compile-cache"
chmod 0770 "${storage}/compile-cache"
bring_models
fetch_api_key
open_gate
log "ready: ${MODEL} verified"
