#!/usr/bin/env bash
# Prepares a GPU node before the ECS agent may start: one file system over the local NVMe disks, then model weights. The
# manifest must have the approved digest and a valid signature, and every file must match the manifest. A node that cannot
# prove its weights does not join the cluster, and tries again every five minutes.
#
# The signature is checked by KMS, which nodes need anyway to read encrypted weights, and not with openssl: CloudFormation
# does not know a key's public half, so somebody would have to paste it.
#
# Environment: MODEL (directory name), WEIGHTS_BUCKET, WEIGHTS_PREFIX, MANIFEST_SHA256, PROVENANCE_SHA256 (of a fine-tune; else none),
# ADAPTERS (lib/bring-models.sh; may be empty), WEIGHTS_SIGNING_KEY (ARN), ECS_CLUSTER, STOP_TIMEOUT_SECONDS (how long a container may take to stop),
# GPU_EXPORTER (yes or no: whether one runs here).
# For tests: NODE_ROOT, before every path.
set -Eeuo pipefail
export LC_ALL=C

: "${MODEL:?}" "${WEIGHTS_BUCKET:?}" "${WEIGHTS_PREFIX:?}" "${MANIFEST_SHA256:?}" "${PROVENANCE_SHA256:?}" "${ADAPTERS?}" "${WEIGHTS_SIGNING_KEY:?}" "${ECS_CLUSTER:?}" "${STOP_TIMEOUT_SECONDS:?}" "${GPU_EXPORTER:?}"
readonly root="${NODE_ROOT:-}"
readonly storage="${root}/mnt/nvme"
readonly proof=/run/llama-weights-verified

# shellcheck source=runtime/node/lib/refuse.sh
source "${BASH_SOURCE[0]%/*}/lib/refuse.sh"

# The agent starts only while the proof exists, and /run is empty after every boot: a script that fails, is killed or does
# not run at all leaves the node out. A script per boot writes the proof anew.
close_gate() {
  rm -f "${root}${proof}"
  mkdir -p "${root}/etc/systemd/system/ecs.service.d" "${root}/run"
  printf '[Unit]\nConditionPathExists=%s\n' "${proof}" >"${root}/etc/systemd/system/ecs.service.d/10-weights.conf"
  systemctl daemon-reload
  local every_boot="${root}/var/lib/cloud/scripts/per-boot/50-prepare-node"
  [[ "$0" -ef "${every_boot}" ]] || install -D -m 0700 "$0" "${every_boot}"
}

# The agent's unit waits for cloud-init, which waits for this script: a blocking start would never return.
open_gate() {
  : >"${root}${proof}"
  systemctl start --no-block ecs.service
}

left() {
  local status=$?
  [[ ${status} -eq 0 ]] && return
  rm -f "${root}${proof}"
  log "failed with status ${status}; the ECS agent stays off"
  systemctl stop --no-block ecs.service || true
  # A timer that is left takes out no node that is ready.
  systemd-run --on-active=5min --property="ConditionPathExists=!${root}${proof}" "$0" || true
}

# ECS images have no client. Packages come signed from the repository of the image's own release, a bucket of the service
# that the network's S3 endpoint allows.
install_tools() {
  local missing=() tool
  for tool in aws:awscli-2 mdadm:mdadm mkfs.xfs:xfsprogs openssl:openssl; do
    command -v "${tool%%:*}" >/dev/null || missing+=("${tool#*:}")
  done
  [[ ${#missing[@]} -eq 0 ]] || dnf install -y --quiet --setopt=install_weak_deps=False "${missing[@]}" || refuse "cannot install ${missing[*]}"
}

mount_local_disks() {
  if mountpoint -q "${storage}"; then return; fi
  local disks=()
  while read -r disk; do disks+=("${disk}"); done < <(lsblk -dpno NAME,MODEL | awk '/Instance Storage/ {print $1}' | sort)
  [[ ${#disks[@]} -gt 0 ]] || refuse 'no instance store disks'
  local device="${disks[0]}"
  if [[ ${#disks[@]} -gt 1 ]]; then
    # After a boot the kernel has put the array together already, under a name of its choice.
    device="$(lsblk -lpno NAME,TYPE "${disks[0]}" | awk '$2 == "raid0" {print $1}')"
    if [[ -z "${device}" ]]; then
      device=/dev/md0
      mdadm --create "${device}" --level=0 --force --run --raid-devices="${#disks[@]}" "${disks[@]}"
    fi
  fi
  blkid "${device}" >/dev/null 2>&1 || mkfs.xfs -f "${device}"
  mkdir -p "${storage}"
  mount -o noatime,nodev,nosuid "${device}" "${storage}"
  log "mounted ${#disks[@]} disks at ${storage}"
}

fetch() { aws s3 cp --only-show-errors "s3://${WEIGHTS_BUCKET}/${WEIGHTS_PREFIX}/$1" "$2" || refuse "$1 cannot be fetched"; }

# shellcheck source=runtime/node/lib/fetch-manifest.sh
source "${BASH_SOURCE[0]%/*}/lib/fetch-manifest.sh"

# KMS takes at most 4096 bytes of a message, so it is given the digest. It answers a wrong signature with an error.
verify_signature() {
  fetch MANIFEST.sha256.sig "${target}/MANIFEST.sha256.sig"
  local digest="${target}/MANIFEST.digest" valid
  openssl dgst -sha256 -binary -out "${digest}" "${target}/MANIFEST.sha256"
  valid="$(aws kms verify --key-id "${WEIGHTS_SIGNING_KEY}" --signing-algorithm ECDSA_SHA_256 --message-type DIGEST \
    --message "fileb://${digest}" --signature "fileb://${target}/MANIFEST.sha256.sig" --query SignatureValid --output text)" ||
    refuse 'the signature of the manifest is not valid'
  [[ "${valid}" == True ]] || refuse 'the signature of the manifest is not valid'
  rm "${digest}"
}

# shellcheck source=runtime/node/lib/fetch-weights.sh
source "${BASH_SOURCE[0]%/*}/lib/fetch-weights.sh"

make_target() {
  mkdir -p "${target}"
  chmod -R u+w "${target}"
}

# S3 is as fast as the disks: what comes, comes one after another.
prefetch_weights() { :; }

# shellcheck source=runtime/node/lib/bring-models.sh
source "${BASH_SOURCE[0]%/*}/lib/bring-models.sh"

# Each task of mode awsvpc takes a network interface, and a p5.48xlarge has one to spare. Behind a trunk there is one for each. ECS
# attaches it when the agent registers, if the node's role has asked for it by then: a setting of this role, not of the account.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
ask_for_trunk() {
  local value
  value="$(aws ecs put-account-setting --name awsvpcTrunking --value enabled --query setting.value --output text)" || refuse 'awsvpcTrunking cannot be turned on'
  [[ "${value}" == enabled ]] || refuse "awsvpcTrunking is ${value}"
}

# A container without a GPU of its own, such as the exporter, sees the GPUs only through this runtime.
share_gpus() {
  case "${GPU_EXPORTER}" in
    yes) ;;
    no) return ;;
    *) refuse "GPU_EXPORTER is ${GPU_EXPORTER}" ;;
  esac
  nvidia-ctk runtime configure --runtime=docker --set-as-default || refuse 'the GPUs cannot be shared'
  systemctl restart docker
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

trap left EXIT
close_gate
install_tools
mount_local_disks
mkdir -p "${storage}/compile-cache"
chmod 0770 "${storage}/compile-cache"
bring_models
share_gpus
ask_for_trunk
configure_agent
open_gate
log "ready: ${MODEL} verified"
