#!/usr/bin/env bash
# Looks once at the scheduled events of this node. When it is to be deleted, the model server is stopped, which lets running answers finish, and only
# then the event is approved; Azure waits for that, fifteen minutes at most. Other events are left alone: a machine with GPUs is not moved, and what
# restarts it stops the server through systemd.
#
# Optional, for tests: METADATA instead of the address of the metadata service.
set -euo pipefail

readonly events="${METADATA:-http://169.254.169.254}/metadata/scheduledevents?api-version=2020-07-01"
ask() { curl --fail --silent --show-error --max-time 10 --noproxy '*' --header 'Metadata: true' "$@"; }
log() { printf '%s drain: %s\n' "$(date -u +%FT%TZ)" "$*" >&2; }

name="$(ask "${METADATA:-http://169.254.169.254}/metadata/instance/compute/name?api-version=2021-02-01&format=text")"
# Ids of the deletions of this node.
ids="$(ask "${events}" | python3 -c '
import json, sys
for event in json.load(sys.stdin)["Events"]:
    if event["EventType"] == "Terminate" and sys.argv[1] in event["Resources"]: print(event["EventId"])' "${name}")"
[[ -n "${ids}" ]] || exit 0
log "${name} is to be deleted; the model server finishes its answers"
systemctl stop vllm.service
for id in ${ids}; do
  [[ "${id}" =~ ^[A-Za-z0-9-]+$ ]] || { log "${id} is no id of an event"; exit 1; }
  ask --output /dev/null --data "{\"StartRequests\":[{\"EventId\":\"${id}\"}]}" "${events}"
done
log 'approved'
