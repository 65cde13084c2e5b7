#!/usr/bin/env bash
# Prepares a GPU node before the ECS agent may start: one file system over the local NVMe disks, then model weights,
# each file compared with the approved manifest. A node that cannot prove its weights never joins the cluster.
#
# Environment: MODEL (directory name), WEIGHTS_BUCKET, WEIGHTS_PREFIX, MANIFEST_SHA256, ECS_CLUSTER,
# STOP_TIMEOUT_SECONDS (how long a container may take to stop).
# Optional, for tests: NODE_ROOT (default /), which stands before every path this script writes.
set -euo pipefail

: "${MODEL:?}" "${WEIGHTS_BUCKET:?}" "${WEIGHTS_PREFIX:?}" "${MANIFEST_SHA256:?}" "${ECS_CLUSTER:?}" "${STOP_TIMEOUT_SECONDS:?}"
readonly root="${NODE_ROOT:-}"
readonly storage="${root}/mnt/nvme"
readonly target="${storage}/models/${MODEL}"

log() { printf '%s prepare-node: %s\n' "$(date -u +%FT%TZ)" "$*" >&2; }

# The agent waits for this script through its unit's ordering; masking it keeps a failed node out for good.
refuse() {
  log "REFUSED: $*"
  systemctl mask --now ecs.service || true
  exit 1
}
trap 'refuse "failed at line ${LINENO}"' ERR

mount_local_disks() {
  if mountpoint -q "${storage}"; then return; fi
  local disks=()
  while read -r disk; do disks+=("${disk}"); done < <(lsblk -dpno NAME,MODEL | awk '/Instance Storage/ {print $1}' | sort)
  [[ ${#disks[@]} -gt 0 ]] || refuse 'no instance store disks'
  local device="${disks[0]}"
  if [[ ${#disks[@]} -gt 1 ]]; then
    device=/dev/md0
    [[ -e "${device}" ]] || mdadm --create "${device}" --level=0 --force --run --raid-devices="${#disks[@]}" "${disks[@]}"
  fi
  blkid "${device}" >/dev/null 2>&1 || mkfs.xfs -f "${device}"
  mkdir -p "${storage}"
  mount -o noatime,nodev,nosuid "${device}" "${storage}"
  log "mounted ${#disks[@]} disks at ${storage}"
}

fetch() { aws s3 cp --only-show-errors "s3://${WEIGHTS_BUCKET}/${WEIGHTS_PREFIX}/$1" "$2"; }

fetch_manifest() {
  fetch MANIFEST.sha256 "${target}/MANIFEST.sha256"
  local actual
  actual="$(sha256sum "${target}/MANIFEST.sha256" | cut -d' ' -f1)"
  [[ "${actual}" == "${MANIFEST_SHA256}" ]] || refuse "manifest is ${actual}, approved is ${MANIFEST_SHA256}"
}

# Lines of the manifest: `<sha256>  <file name>`. Names with a slash or a leading dot could leave the directory.
fetch_weights() {
  local expected name
  while read -r expected name; do
    [[ "${name}" =~ ^[A-Za-z0-9_-][A-Za-z0-9._-]*$ ]] || refuse "manifest names \"${name}\""
    [[ "${name}" =~ \.(safetensors|json|model|txt|jinja)$ || "${name}" =~ ^(LICENSE|NOTICE|USE_POLICY\.md)$ ]] || refuse "file type of ${name} is not allowed"
    if [[ -f "${target}/${name}" ]] && sha256sum --status -c <<<"${expected}  ${target}/${name}"; then continue; fi
    fetch "${name}" "${target}/${name}.partial"
    sha256sum --status -c <<<"${expected}  ${target}/${name}.partial" || refuse "${name} does not match the manifest"
    mv "${target}/${name}.partial" "${target}/${name}"
  done <"${target}/MANIFEST.sha256"
  chmod -R a-w,a+rX "${target}"
}

configure_agent() {
  mkdir -p "${root}/etc/ecs"
  cat >"${root}/etc/ecs/ecs.config" <<EOF
ECS_CLUSTER=${ECS_CLUSTER}
ECS_ENABLE_GPU_SUPPORT=true
ECS_AWSVPC_BLOCK_IMDS=true
ECS_ENABLE_SPOT_INSTANCE_DRAINING=false
ECS_CONTAINER_STOP_TIMEOUT=${STOP_TIMEOUT_SECONDS}s
ECS_IMAGE_PULL_BEHAVIOR=prefer-cached
ECS_DISABLE_PRIVILEGED=true
EOF
}

mount_local_disks
mkdir -p "${target}" "${storage}/compile-cache"
fetch_manifest
fetch_weights
configure_agent
log "ready: ${MODEL} verified"
