# shellcheck shell=bash disable=SC2154
fault() {
  local counts errors
  local -a ask=(timeout 60 nvidia-smi --query-gpu=ecc.errors.uncorrected.volatile.total '--format=csv,noheader,nounits')
  # A driver that is merely busy answers the second time.
  if ! counts="$("${ask[@]}" || "${ask[@]}")"; then
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
