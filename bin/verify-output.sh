#!/bin/sh
# Verifies an output without Node: its blueprint.json by the digest that was attested, every file by the digest in it, and that nothing else is
# there that the CDK or Terraform would read.
#
#   verify-output.sh <cdk.out|cdktf.out|gateway.out> <sha256 of its blueprint.json>
#
# Exit code 0: it is what was attested; 1: it is not, and says why; 2: it was called wrongly.
set -eu

if [ $# -ne 2 ] || [ ! -d "$1" ]; then
  echo "usage: verify-output.sh <cdk.out|cdktf.out|gateway.out> <sha256 of its blueprint.json>" >&2
  exit 2
fi
if [ -h "$1/blueprint.json" ] || [ ! -f "$1/blueprint.json" ]; then
  echo "$1/blueprint.json: missing or no plain file" >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$1"

found=$(sha256sum blueprint.json | cut -d' ' -f1)
if [ "$found" != "$2" ]; then
  echo "blueprint.json: received sha256 $found, attested is $2" >&2
  exit 1
fi

# One file a line, as blueprint.json is written.
sed -n '/^  "files": {$/,/^  }/s/^    "\(.*\)": "\([0-9a-f]\{64\}\)",\{0,1\}$/\2  \1/p' blueprint.json > "$work/sums"
if [ -s "$work/sums" ]; then
  sha256sum --check --quiet --strict "$work/sums" >&2 || exit 1
elif ! grep -q '^  "files": {},$' blueprint.json; then
  # Gateways that wait for deploy-time values have no files; anything else names some.
  echo "blueprint.json: names no files" >&2
  exit 1
fi

# Everything else. `.cache` holds archives that the CDK uploads unseen, a lock file decides which providers run and an environment which state is
# used: here only a fresh output is vouched for. The CDK's notes about its own synthesis are read for no deployment.
cut -c67- "$work/sums" | sort > "$work/known"
find . ! -type d | sed 's|^\./||' | sort > "$work/all"
comm -13 "$work/known" "$work/all" | grep -Ev '^(blueprint\.json|tree\.json|validation-report\.json|[^/]+\.metadata\.json)$' > "$work/extra" || true
if [ -s "$work/extra" ]; then
  sed 's/^/not in blueprint.json: /' "$work/extra" >&2
  exit 1
fi
# A link would pass for the file that it leads to.
links=$(find . -type l)
if [ -n "$links" ]; then
  echo "$links" | sed 's/^/a link: /' >&2
  exit 1
fi
echo "$(wc -l < "$work/known") files are as attested"
