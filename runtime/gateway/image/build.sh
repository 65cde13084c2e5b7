#!/usr/bin/env bash
# Brings the images of a gateway into the registry: Envoy copied by its digest; ours, its base by digest and one layer that was made with the stack. Nothing
# of either is run, and no Docker daemon is needed. Then signs both. May be run again: what the registry holds already is neither built nor signed twice.
#
# Environment: BASE and ENVOY (registry/repository:tag@sha256:digest, of the image for linux/amd64), REGISTRY, ENVOY_REPOSITORY, PROCESSES_REPOSITORY,
#   CONTEXT_BUCKET, CONTEXT_KEY and CONTEXT_SHA256 (archive with layer, bill of materials and the program that assembles), PROGRAMS (digest of the programs,
#   in hex), SIGNING_KEY (ARN), WORK (directory).
# Needs: bash, coreutils, tar, openssl, node, crane (go-containerregistry) and the AWS client.
set -Eeuo pipefail
set +x
export LC_ALL=C

: "${BASE:?}" "${ENVOY:?}" "${REGISTRY:?}" "${ENVOY_REPOSITORY:?}" "${PROCESSES_REPOSITORY:?}" "${PROGRAMS:?}"
: "${CONTEXT_BUCKET:?}" "${CONTEXT_KEY:?}" "${CONTEXT_SHA256:?}" "${SIGNING_KEY:?}" "${WORK:?}"
# Credentials of the registry stay with the build.
export DOCKER_CONFIG="${WORK}/registry"

log() { printf '%s image: %s\n' "$(date -u +%FT%TZ)" "$*" >&2; }
refuse() {
  log "REFUSED: $*"
  exit 1
}
digest_of() { sha256sum "$1" | cut -d' ' -f1; }
assemble() { node "${WORK}/context/assemble.mjs" "$@"; }
# Empty where the registry has no such tag: tags are never moved, so what is there is what was pushed.
held() { crane digest "$1" 2>/dev/null || true; }

check_references() {
  local name
  for name in BASE ENVOY; do
    [[ "${!name}" =~ ^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+:[A-Za-z0-9_][A-Za-z0-9._-]*@sha256:[0-9a-f]{64}$ ]] ||
      refuse "${name} is \"${!name}\". Allowed: registry/repository:tag@sha256:digest"
  done
}

fetch_context() {
  local actual
  aws s3 cp --only-show-errors "s3://${CONTEXT_BUCKET}/${CONTEXT_KEY}" "${WORK}/context.tar" || refuse 'the programs cannot be fetched'
  actual="$(digest_of "${WORK}/context.tar")"
  [[ "${actual}" == "${CONTEXT_SHA256}" ]] || refuse "the programs are ${actual}, synthesized were ${CONTEXT_SHA256}"
  mkdir -p "${WORK}/context"
  tar -C "${WORK}/context" -xf "${WORK}/context.tar"
}

log_in() {
  aws ecr get-login-password | crane auth login "${REGISTRY}" --username AWS --password-stdin 2>/dev/null || refuse "${REGISTRY} lets nobody in"
}

# Pushes a layout under a tag, unless the very same is there.
push() {
  local layout="$1" reference="$2" expected="$3" there
  there="$(held "${reference}")"
  if [[ -z "${there}" ]]; then
    crane push "${layout}" "${reference}" >/dev/null || refuse "${reference} cannot be pushed"
    there="$(held "${reference}")"
    log "pushed ${reference}"
  fi
  [[ "${there}" == "${expected}" ]] || refuse "${reference} is ${there:-not there}, made was ${expected}"
}

copy_envoy() {
  local digest="${ENVOY#*@}" tag="${ENVOY%@*}" there
  tag="${REGISTRY}/${ENVOY_REPOSITORY}:${tag##*:}"
  there="$(held "${tag}")"
  if [[ -z "${there}" ]]; then
    # Named by digest, so crane compares what it gets.
    crane copy "${ENVOY%:*@*}@${digest}" "${tag}" 2>"${WORK}/copy.log" || refuse "Envoy cannot be copied: $(tail -n 1 "${WORK}/copy.log")"
    there="$(held "${tag}")"
    log "copied ${tag}"
  fi
  [[ "${there}" == "${digest}" ]] || refuse "${tag} is ${there:-not there}, asked for was ${digest}"
  envoy="${tag}@${digest}"
}

build_processes() {
  local base="${BASE#*@}" layer="${WORK}/context/layer.tar.gz" layout="${WORK}/processes" digest tag
  crane pull --format oci "${BASE%:*@*}@${base}" "${layout}" 2>"${WORK}/pull.log" || refuse "the base cannot be fetched: $(tail -n 1 "${WORK}/pull.log")"
  digest="$(assemble image "${layout}" "${base}" "${layer}" "${PROGRAMS}")" || refuse 'the image cannot be assembled'
  # One tag for each base and layer, because no tag is ever moved.
  tag="$(digest_of "${layer}" | head -c 12)-$(head -c 12 <<<"${base#sha256:}")"
  push "${layout}" "${REGISTRY}/${PROCESSES_REPOSITORY}:${tag}" "${digest}"
  processes="${REGISTRY}/${PROCESSES_REPOSITORY}:${tag}@${digest}"
}

verified() {
  [[ "$(aws kms verify --key-id "${SIGNING_KEY}" --signing-algorithm ECDSA_SHA_256 --message-type DIGEST \
    --message "fileb://$1" --signature "fileb://$2" --query SignatureValid --output text 2>/dev/null)" == True ]]
}

# Signs the digest of an image for its repository, in the form that cosign reads. A signature that is there is checked, never replaced.
sign() {
  local image="$1" digest="${1#*@}" repository="${1%:*@*}" place="${WORK}/signed-${1##*:}" reference
  reference="${repository}:${digest/:/-}.sig"
  mkdir -p "${place}"
  assemble payload "${repository}" "${digest}" >"${place}/payload"
  openssl dgst -sha256 -binary -out "${place}/digest" "${place}/payload"
  if crane manifest "${reference}" >"${place}/manifest" 2>/dev/null; then
    assemble kept-signature "${place}/manifest" "${place}/payload" | base64 --decode >"${place}/signature" || refuse "${reference} is no signature of ${image}"
    verified "${place}/digest" "${place}/signature" || refuse "${reference} was not made with ${SIGNING_KEY}"
    return
  fi
  aws kms sign --key-id "${SIGNING_KEY}" --signing-algorithm ECDSA_SHA_256 --message-type DIGEST \
    --message "fileb://${place}/digest" --query Signature --output text | base64 --decode >"${place}/signature" || refuse "${SIGNING_KEY} does not sign"
  verified "${place}/digest" "${place}/signature" || refuse 'the new signature is not valid'
  assemble keep-signature "${place}/layout" "${place}/payload" "$(base64 -w 0 "${place}/signature")"
  crane push "${place}/layout" "${reference}" >/dev/null || refuse "${reference} cannot be pushed"
  log "signed ${image}"
}

# Also inside the image, as /app/sbom.cdx.json, where the signature covers it.
attach_bill_of_materials() {
  local reference="${processes%:*@*}:sha256-${processes##*:}.sbom"
  [[ -z "$(held "${reference}")" ]] || return 0
  assemble keep-sbom "${WORK}/sbom" "${WORK}/context/sbom.cdx.json"
  crane push "${WORK}/sbom" "${reference}" >/dev/null || refuse "${reference} cannot be pushed"
}

mkdir -p "${WORK}"
check_references
fetch_context
log_in
copy_envoy
build_processes
attach_bill_of_materials
# Last of all, so that a signature stands for a complete image.
sign "${envoy}"
sign "${processes}"
log "ready: envoy ${envoy}"
log "ready: processes ${processes}"
