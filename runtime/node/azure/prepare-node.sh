#!/usr/bin/env bash
# Prepares a GPU node on Ubuntu HPC of Azure before vLLM may start: one file system over the local disks, then model weights. The
# manifest must have the approved digest and a valid signature, and every file must match the manifest. A node that cannot prove
# its weights never serves.
#
# Key Vault would verify a signature for whoever may sign one too: its roles do not part the two. The node asks it for the public
# key, over TLS and as its own identity, and lets openssl check.
#
# Environment: MODEL (directory name), WEIGHTS_ACCOUNT (storage account), WEIGHTS_CONTAINER, WEIGHTS_PREFIX, MANIFEST_SHA256, PROVENANCE_SHA256
# (of a fine-tune; else none), ADAPTERS (lib/bring-models.sh; may be empty), WEIGHTS_SIGNING_KEY (name of a key), WEIGHTS_VAULT (host name of its vault),
# API_KEY_NAME (name of a secret), API_KEY_VAULT (host name of its vault), IDENTITY (resource id of the node's identity), IMAGES (by digest, separated by
# spaces: all of one registry).
# Optional, for tests: NODE_ROOT (default /), which stands before every path this script writes; METADATA, BLOB_API, VAULT_API and
# REGISTRY_API instead of Azure's addresses.
set -Eeuo pipefail
export LC_ALL=C

: "${MODEL:?}" "${WEIGHTS_ACCOUNT:?}" "${WEIGHTS_CONTAINER:?}" "${WEIGHTS_PREFIX:?}" "${MANIFEST_SHA256:?}" "${PROVENANCE_SHA256:?}"
: "${ADAPTERS?}"
: "${WEIGHTS_SIGNING_KEY:?}" "${WEIGHTS_VAULT:?}" "${API_KEY_NAME:?}" "${API_KEY_VAULT:?}" "${IDENTITY:?}" "${IMAGES:?}"
readonly metadata="${METADATA:-http://169.254.169.254}"
readonly blob_api="${BLOB_API:-https://${WEIGHTS_ACCOUNT}.blob.core.windows.net}"
readonly registry="${IMAGES%%/*}"
readonly registry_api="${REGISTRY_API:-https://${registry}}"
readonly root="${NODE_ROOT:-}"
readonly storage="${root}/mnt/llama"
readonly proof=/run/llama-weights-verified

# shellcheck source=runtime/node/lib/refuse.sh
source "${BASH_SOURCE[0]%/*}/../lib/refuse.sh"

# vLLM's unit starts only while the proof exists, and /run is empty after every boot: a script that fails, is killed or does not run
# at all leaves the node out.
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

# Containers may answer, never ask: not the metadata service, which lends the node's rights, nor anything else.
close_container_network() {
  local rule=(DOCKER-USER --in-interface docker0 --match conntrack --ctstate NEW --jump REJECT)
  iptables --wait --check "${rule[@]}" 2>/dev/null || iptables --wait --insert "${rule[@]}"
}

# By the model that local disks have; a managed disk has another. A disk has several names, and one with a partition belongs to somebody.
local_disks() {
  local name disk
  for name in "${root}"/dev/disk/by-id/nvme-Microsoft_NVMe_Direct_Disk*; do
    [[ -e "${name}" && "${name}" != *-part* ]] || continue
    disk="$(readlink -f "${name}")"
    printf '%s\n' "${disk}"
  done | sort -u
}

mount_local_disks() {
  if mountpoint -q "${storage}"; then return; fi
  local disks=()
  mapfile -t disks < <(local_disks)
  [[ ${#disks[@]} -gt 0 ]] || refuse 'no local disks'
  local device="${disks[0]}"
  if [[ ${#disks[@]} -gt 1 ]]; then
    device=/dev/md0
    # After a reboot the disks still hold the array; after a move to another machine they are new.
    mdadm --assemble "${device}" "${disks[@]}" 2>/dev/null ||
      mdadm --create "${device}" --level=0 --force --run --raid-devices="${#disks[@]}" "${disks[@]}"
  fi
  blkid "${device}" >/dev/null 2>&1 || mkfs.ext4 -F -q -E lazy_itable_init=0,lazy_journal_init=0,discard "${device}"
  mkdir -p "${storage}"
  mount -o noatime,nodev,nosuid,discard "${device}" "${storage}"
  log "mounted ${#disks[@]} disks at ${storage}"
}

# A token of the node's own identity for a service, such as https://vault.azure.net.
token() {
  curl --fail --silent --get --retry 5 --retry-connrefused --max-time 10 --noproxy '*' --header 'Metadata: true' \
    --data-urlencode 'api-version=2018-02-01' --data-urlencode "resource=$1" --data-urlencode "msi_res_id=${IDENTITY}" \
    "${metadata}/metadata/identity/oauth2/token" |
    sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p'
}

# The token reaches curl through standard input, so that no list of processes shows it.
request() {
  local bearer
  bearer="$(token "$1")" && [[ -n "${bearer}" ]] || return 1
  curl --config - --fail --silent --show-error --retry 5 --retry-connrefused --header 'x-ms-version: 2023-11-03' --output "$3" "$2" \
    <<<"oauth2-bearer = \"${bearer}\""
}

# What Key Vault says of a key or a secret in its newest version.
vault() { request https://vault.azure.net "${VAULT_API:-https://$1}/$2?api-version=7.4" "$3"; }

# The value of a name in an answer.
field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" "$2"; }

download() { request https://storage.azure.com/ "${blob_api}/${WEIGHTS_CONTAINER}/${WEIGHTS_PREFIX}/$1" "$2"; }

fetch() {
  if [[ -f "${target}/.arriving/$1" ]]; then
    mv "${target}/.arriving/$1" "$2"
    return
  fi
  download "$1" "$2" || refuse "$1 cannot be fetched"
}

# shellcheck source=runtime/node/lib/fetch-manifest.sh
source "${BASH_SOURCE[0]%/*}/../lib/fetch-manifest.sh"

# shellcheck source=runtime/node/lib/vault-key.sh
source "${BASH_SOURCE[0]%/*}/../lib/vault-key.sh"

verify_signature() {
  fetch MANIFEST.sha256.sig "${target}/MANIFEST.sha256.sig"
  local key="${root}/run/blueprint/signing-key"
  vault "${WEIGHTS_VAULT}" "keys/${WEIGHTS_SIGNING_KEY}" "${key}.json" || refuse 'the signing key cannot be read'
  public_key "${key}.json" >"${key}.pem" || refuse 'the signing key is no key on P-256'
  openssl dgst -sha256 -verify "${key}.pem" -signature "${target}/MANIFEST.sha256.sig" "${target}/MANIFEST.sha256" >&2 || refuse 'the signature of the manifest is not valid'
}

# shellcheck source=runtime/node/lib/fetch-weights.sh
source "${BASH_SOURCE[0]%/*}/../lib/fetch-weights.sh"

# One stream of Blob Storage is slower than the network, so files come eight at a time. What arrives is nothing until fetch_weights
# has compared it; what does not arrive it fetches itself.
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
  vault "${API_KEY_VAULT}" "secrets/${API_KEY_NAME}" "${answer}" || refuse 'the API key cannot be read'
  key="$(field value "${answer}")"
  rm "${answer}"
  [[ "${key}" =~ ^[A-Za-z0-9_-]{32,}$ ]] || refuse 'the API key has fewer than 32 letters, digits, underscores and hyphens, or others'
  printf 'VLLM_API_KEY=%s\n' "${key}" >"${root}/run/blueprint/vllm.env"
}

# The registry takes the node's token for one of its own, which docker keeps in memory only.
pull_images() {
  local answer="${root}/run/blueprint/registry.json" bearer image
  export DOCKER_CONFIG="${root}/run/blueprint/docker"
  bearer="$(token https://containerregistry.azure.net)" || refuse 'the node has no token for its registry'
  curl --config - --fail --silent --show-error --retry 5 --retry-connrefused --output "${answer}" "${registry_api}/oauth2/exchange" \
    <<<"data = \"grant_type=access_token&service=${registry}&access_token=${bearer}\"" || refuse 'the registry takes no token of the node'
  field refresh_token "${answer}" | docker login --username 00000000-0000-0000-0000-000000000000 --password-stdin "${registry}" >/dev/null ||
    refuse 'the registry lets the node not in'
  rm "${answer}"
  for image in ${IMAGES}; do
    docker pull --quiet "${image}" >/dev/null || refuse "${image} cannot be pulled"
  done
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
pull_images
open_gate
log "ready: ${MODEL} verified"
