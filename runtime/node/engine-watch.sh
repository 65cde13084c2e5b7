#!/usr/bin/env bash
# Looks once at vLLM's progress, from inside its container. A server that hangs is killed, and systemd starts it again: a
# stop would wait for answers that never come. People were told before, by the line that every look prints.
#
# Optional, for tests: NODE_ROOT (default /), which stands before every path.
set -euo pipefail

status=0
docker exec --interactive vllm python3 - <"${NODE_ROOT:-}/etc/blueprint/progress.py" || status=$?
# Docker's own failures are others: there is no server, or it is starting.
[[ ${status} -ne 3 ]] || docker kill vllm
