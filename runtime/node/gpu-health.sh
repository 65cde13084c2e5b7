#!/usr/bin/env bash
# Takes a node with a broken GPU out of service. Reads the driver's count of uncorrected memory errors and the kernel's
# XID lines; on a fault it tells Auto Scaling that this instance is unhealthy, which drains and replaces it.
#
# Never more than one node at a time: it acts only while every other place of the group is in service, and once per
# cool-down. The group's maintenance policy caps replacements a second time, should two nodes ask in the same second.
#
# Optional environment: GPU_HEALTH_COOLDOWN (seconds, default 3600); for tests NODE_ROOT, before every path written, and
# METADATA (default http://169.254.169.254).
set -euo pipefail

readonly state="${NODE_ROOT:-}/var/lib/gpu-health"
readonly metadata="${METADATA:-http://169.254.169.254}/latest"
readonly cooldown="${GPU_HEALTH_COOLDOWN:-3600}"
# XIDs after which only a reset or another machine helps (facts/gpu-faults.yaml), as 48|64|…
readonly fatal_xids="${FATAL_XIDS:?}"

log() { printf '%s gpu-health: %s\n' "$(date -u +%FT%TZ)" "$*" >&2; }

# shellcheck source=runtime/node/lib/gpu-fault.sh
source "${BASH_SOURCE[0]%/*}/lib/gpu-fault.sh"

imds() { curl --silent --fail --max-time 5 --header "X-aws-ec2-metadata-token: ${token}" "${metadata}/$1"; }

# Prints "<in service and healthy> <desired>".
group_state() {
  aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$1" --output text --query \
    "AutoScalingGroups[0].[length(Instances[?LifecycleState=='InService' && HealthStatus=='Healthy']), DesiredCapacity]"
}

mkdir -p "${state}"
reason="$(fault)"
[[ -n "${reason}" ]] || exit 0
log "fault: ${reason}"

now="$(date +%s)"
if [[ -f "${state}/reported" ]] && ((now - $(<"${state}/reported") < cooldown)); then
  log 'reported before; waiting for the cool-down to end'
  exit 0
fi

token="$(curl --silent --fail --max-time 5 --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' "${metadata}/api/token")"
instance="$(imds meta-data/instance-id)"
AWS_REGION="$(imds meta-data/placement/region)"
AWS_DEFAULT_REGION="${AWS_REGION}"
export AWS_REGION AWS_DEFAULT_REGION
group="$(aws autoscaling describe-auto-scaling-instances --instance-ids "${instance}" --output text --query 'AutoScalingInstances[0].AutoScalingGroupName')"
[[ -n "${group}" && "${group}" != None ]] || { log "${instance} is in no Auto Scaling group"; exit 1; }

read -r healthy desired <<<"$(group_state "${group}")"
if ((healthy < desired)); then
  log "left in service: ${healthy} of ${desired} nodes are healthy; one at a time"
  exit 0
fi

# Also in the first half hour.
aws autoscaling set-instance-health --instance-id "${instance}" --health-status Unhealthy --no-should-respect-grace-period
echo "${now}" >"${state}/reported"
log "reported ${instance} unhealthy: ${reason}"
