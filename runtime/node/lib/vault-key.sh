# shellcheck shell=bash disable=SC2154
# The bytes of a number in a JSON web key, of which P-256 has 32.
coordinate() {
  local text
  text="$(field "$1" "$2")"
  [[ "${text}" =~ ^[A-Za-z0-9_-]{43}$ ]] || return 1
  tr -- '-_' '+/' <<<"${text}=" | base64 --decode
}

# PEM of the public key that Key Vault describes as a JSON web key: what stands before the two coordinates is the same for every key on P-256.
public_key() {
  [[ "$(field kty "$1")" =~ ^EC(-HSM)?$ && "$(field crv "$1")" == P-256 ]] || return 1
  {
    printf '\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00\x04'
    coordinate x "$1"
    coordinate y "$1"
  } | openssl pkey -pubin -inform DER 2>/dev/null
}
