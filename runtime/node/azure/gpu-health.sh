#!/usr/bin/env bash
# Takes a node with a broken GPU out of service. On a fault the model server is stopped and stays off until the node is another one: it no longer
# answers its load balancer, and the automatic repair of the scale set, which mends one node at a time, replaces it. A node that starts again, also on
# another machine, is looked at anew: what was found is forgotten with /run, as the proof of the weights is.
#
# Optional, for tests: NODE_ROOT, before every path.
set -euo pipefail

readonly state="${NODE_ROOT:-}/run/gpu-health"
# XIDs after which only a reset or another machine helps (facts/gpu-faults.yaml), as 48|64|…
readonly fatal_xids="${FATAL_XIDS:?}"

log() { printf '%s gpu-health: %s\n' "$(date -u +%FT%TZ)" "$*" >&2; }

# shellcheck source=runtime/node/lib/gpu-fault.sh
source "${BASH_SOURCE[0]%/*}/../lib/gpu-fault.sh"

# Eight GPUs and their switches take minutes to answer after a boot.
read -r up _ <"${NODE_ROOT:-}/proc/uptime"
((${up%.*} >= 600)) || exit 0
mkdir -p "${state}"
[[ ! -f "${state}/out" ]] || exit 0
reason="$(fault)"
[[ -n "${reason}" ]] || exit 0
# The proof of the weights is what vLLM's unit waits for: without it nothing starts the server again before the next boot.
rm -f "${NODE_ROOT:-}/run/llama-weights-verified"
systemctl stop --no-block vllm.service
echo "${reason}" >"${state}/out"
log "out of service: ${reason}"
