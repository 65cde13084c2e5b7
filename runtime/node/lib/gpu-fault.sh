# shellcheck shell=bash disable=SC2154
fault() {
  local counts errors
  if ! counts="$(timeout 60 nvidia-smi --query-gpu=ecc.errors.uncorrected.volatile.total --format=csv,noheader,nounits)"; then
    echo 'the driver does not answer'
    return
  fi
  errors="$(awk '/^[0-9]+$/ {sum += $1} END {print sum + 0}' <<<"${counts}")"
  if ((errors > 0)); then
    echo "${errors} uncorrected memory errors"
    return
  fi
  journalctl --dmesg --boot --no-pager --output cat |
    grep -E "NVRM: Xid \(PCI:[^)]*\): (${fatal_xids})," |
    tail -n 1 || true
}
