# shellcheck shell=bash
log() { printf '%s prepare-node: %s\n' "$(date -u +%FT%TZ)" "$*" >&2; }
refuse() {
  log "REFUSED: $*"
  exit 1
}
