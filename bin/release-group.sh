#!/usr/bin/env bash
# Releases one Auto Scaling group of a fleet so that its stack, or a transition, can be removed: ends the protections in the order
# that AWS takes them, and the nodes with them. Without --confirm it only says what it would do.
#
#   release-group.sh --account 111122223333 --region eu-north-1 --cluster NAME --group NAME --capacity-provider NAME [--confirm GROUP]
#
# Order: scaling of the services that the nodes carry, then their tasks, because a node that drains keeps a task until its service may lose it, and where no
# node is left for another one that is never; managed scaling and termination protection of the ECS capacity provider, which would bring nodes and their
# protection back; protection of nodes to come, then of each node; capacity to 0; and, once no node is left, deletion protection of the group.
# Run it again after an interruption: every step may be repeated.
#
# Exit codes: 0 done, or what would be done; 1 refused or not finished; 2 unusable arguments.
# Optional, for tests: RELEASE_POLL_SECONDS (default 15), RELEASE_WAIT_SECONDS (default 3600).
set -euo pipefail

usage() {
  printf 'release-group: %s\nusage: release-group.sh --account DIGITS --region REGION --cluster NAME --group NAME --capacity-provider NAME [--confirm GROUP]\n' "$1" >&2
  exit 2
}
say() { printf 'release-group: %s\n' "$*"; }
refuse() {
  printf 'release-group: refused: %s\n' "$*" >&2
  exit 1
}

account='' region='' cluster='' group='' provider='' confirm=''
while (($# > 0)); do
  case "$1" in
    --account | --region | --cluster | --group | --capacity-provider | --confirm) (($# > 1)) || usage "$1 has no value" ;;
    *) usage "unknown argument $1" ;;
  esac
  case "$1" in
    --account) account="$2" ;;
    --region) region="$2" ;;
    --cluster) cluster="$2" ;;
    --group) group="$2" ;;
    --capacity-provider) provider="$2" ;;
    --confirm) confirm="$2" ;;
  esac
  shift 2
done
[[ "${account}" =~ ^[0-9]{12}$ ]] || usage "--account takes 12 digits, not \"${account}\""
[[ "${region}" =~ ^[a-z]{2,}(-[a-z]+)+-[0-9]$ ]] || usage "--region takes a region, not \"${region}\""
[[ -n "${cluster}" ]] || usage '--cluster is missing'
[[ -n "${group}" ]] || usage '--group is missing'
[[ -n "${provider}" ]] || usage '--capacity-provider is missing'
[[ -z "${confirm}" || "${confirm}" == "${group}" ]] || usage "--confirm names \"${confirm}\" and --group \"${group}\""

scaling() { aws autoscaling "$@" --region "${region}"; }
ecs() { aws ecs "$@" --region "${region}"; }
described() { scaling describe-auto-scaling-groups --auto-scaling-group-names "${group}" --output text --query "$1"; }

caller="$(aws sts get-caller-identity --region "${region}" --query Account --output text)" || refuse 'AWS does not say who you are'
[[ "${caller}" == "${account}" ]] || refuse "you are in account ${caller}, not ${account}"
arn="$(described 'AutoScalingGroups[0].AutoScalingGroupARN')"
[[ "${arn}" == arn:* ]] || refuse "no Auto Scaling group ${group} in ${region} of ${account}"
# Asked by name: a list of providers comes in pages of ten.
target="$(ecs describe-capacity-providers --capacity-providers "${provider}" --output text --query 'capacityProviders[0].autoScalingGroupProvider.autoScalingGroupArn')"
[[ "${target}" == "${arn}" ]] || refuse "the capacity provider ${provider} is of ${target}, not of ${arn}"
# The arns of services whose tasks go where this provider has nodes. Daemons go with their node.
listed="$(ecs list-services --cluster "${cluster}" --scheduling-strategy REPLICA --output text --query 'serviceArns')" || refuse "no cluster ${cluster} in ${region} of ${account}"
services=()
for service in ${listed}; do
  [[ "${service}" == arn:* ]] || continue
  uses="$(ecs describe-services --cluster "${cluster}" --services "${service}" --output text \
    --query "services[0].capacityProviderStrategy[?capacityProvider=='${provider}'].capacityProvider")" || refuse "${service} in ${cluster} cannot be read"
  [[ -z "${uses}" || "${uses}" == None ]] || services+=("${service}")
done
((${#services[@]} > 0)) || refuse "no service in the cluster ${cluster} puts its tasks on ${provider}"
# What AWS does not answer is no answer: a count that is not known is never taken for 0.
running() {
  local sum=0 service count
  for service in "${services[@]}"; do
    count="$(ecs describe-services --cluster "${cluster}" --services "${service}" --output text --query 'services[0].runningCount')" || return 1
    [[ "${count}" =~ ^[0-9]+$ ]] || return 1
    sum=$((sum + count))
  done
  echo "${sum}"
}
# The variables `tasks` and `nodes`, as they are now.
look() {
  local ids
  tasks="$(running)" || refuse 'AWS does not say how many tasks run; run this again'
  ids="$(described 'AutoScalingGroups[0].Instances[].InstanceId')" || refuse "AWS does not say which nodes ${group} has; run this again"
  mapfile -t nodes < <(tr '\t' '\n' <<<"${ids}" | grep '^i-' || true)
}
look

say "${group}: ${#nodes[@]} nodes, capacity provider ${provider}, ${tasks} tasks of ${services[*]##*/}"
if [[ -z "${confirm}" ]]; then
  say "would suspend scaling of ${services[*]##*/} and stop all of its tasks"
  say "would stop managed scaling of ${provider}, unprotect and drain ${#nodes[@]} nodes, and take deletion protection off"
  say "nothing changed; do it with --confirm ${group}"
  exit 0
fi

deadline=$((SECONDS + ${RELEASE_WAIT_SECONDS:-3600}))
for service in "${services[@]}"; do
  # Its schedule and its alarms would bring tasks back.
  resource="service/${cluster##*/}/${service##*/}"
  scalable="$(aws application-autoscaling describe-scalable-targets --region "${region}" --service-namespace ecs --resource-ids "${resource}" \
    --output text --query 'ScalableTargets[0].ResourceId')"
  [[ "${scalable}" != "${resource}" ]] || aws application-autoscaling register-scalable-target --region "${region}" --service-namespace ecs \
    --scalable-dimension ecs:service:DesiredCount --resource-id "${resource}" \
    --suspended-state DynamicScalingInSuspended=true,DynamicScalingOutSuspended=true,ScheduledScalingSuspended=true >/dev/null
  ecs update-service --cluster "${cluster}" --service "${service}" --desired-count 0 >/dev/null
done
say "${services[*]##*/} stops its tasks, each after its longest stream"
while look && ((tasks > 0)); do
  ((SECONDS < deadline)) || refuse "${tasks} tasks are still running; look at the events of ${services[*]##*/} and run this again"
  sleep "${RELEASE_POLL_SECONDS:-15}"
done
say 'no task runs any more'

ecs update-capacity-provider --name "${provider}" \
  --auto-scaling-group-provider 'managedScaling={status=DISABLED},managedTerminationProtection=DISABLED' >/dev/null
say "capacity provider ${provider} no longer scales or protects"
scaling update-auto-scaling-group --auto-scaling-group-name "${group}" --no-new-instances-protected-from-scale-in
# Nodes that came since are unprotected too; one call takes 50.
look
for ((at = 0; at < ${#nodes[@]}; at += 50)); do
  scaling set-instance-protection --auto-scaling-group-name "${group}" --no-protected-from-scale-in --instance-ids "${nodes[@]:at:50}" >/dev/null
done
say "${#nodes[@]} nodes are unprotected"
scaling update-auto-scaling-group --auto-scaling-group-name "${group}" --min-size 0 --max-size 0 --desired-capacity 0
say 'capacity is 0; each node ends after the last stream on it'

while look && ((${#nodes[@]} > 0)); do
  ((SECONDS < deadline)) || refuse "${#nodes[@]} nodes are still there: ${nodes[*]}. The group stays protected from deletion; look at its scaling activities and run this again"
  sleep "${RELEASE_POLL_SECONDS:-15}"
done
scaling update-auto-scaling-group --auto-scaling-group-name "${group}" --deletion-protection none
say "${group} is empty and can be deleted"
