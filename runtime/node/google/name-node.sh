#!/usr/bin/env bash
# Tells the collector which node it is on: metrics belong to an instance in a zone, and the autoscaler looks for them there.
#
# Optional, for tests: NODE_ROOT (default /), which stands before every path; METADATA instead of Google's address.
set -euo pipefail

readonly metadata="${METADATA:-http://metadata.google.internal}"

ask() {
  curl --fail --silent --retry 5 --retry-connrefused --max-time 10 --header 'Metadata-Flavor: Google' "${metadata}/computeMetadata/v1/instance/$1"
}

node="$(ask id)"
zone="$(ask zone)"
printf 'NODE_ID=%s\nNODE_ZONE=%s\n' "${node}" "${zone##*/}" >"${NODE_ROOT:-}/run/blueprint/node.env"
