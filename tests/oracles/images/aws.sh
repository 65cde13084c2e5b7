#!/usr/bin/env bash
# Stands in for the AWS client: hands out the archive, and signs as KMS does, with a key of its own.
set -Eeuo pipefail
files=()
for word in "$@"; do [[ "${word}" == fileb://* ]] && files+=("${word#fileb://}"); done
case "$1 $2" in
's3 cp') cp "${CONTEXT}" "${@: -1}" ;;
'ecr get-login-password') echo password ;;
'kms sign') openssl pkeyutl -sign -inkey "${KEY}" -in "${files[0]}" | base64 -w 0 ;;
'kms verify') openssl pkeyutl -verify -inkey "${KEY}" -in "${files[0]}" -sigfile "${files[1]}" >/dev/null && echo True ;;
esac
