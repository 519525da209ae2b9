#!/usr/bin/env bash
# Writes the krew manifest of a release to standard output: scripts/krew-manifest.sh FOLDER, which holds kubectl-podorder_linux_{amd64,arm64}.tar.gz
set -euo pipefail
archives=$(cd "${1:?usage: $0 FOLDER}" && pwd)
cd "$(dirname "$0")/.."

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
sum() { sha256sum "$archives/kubectl-podorder_linux_$1.tar.gz" | cut -d ' ' -f 1; }
amd64=$(sum amd64)
arm64=$(sum arm64)
sed -e '/^# /d' -e "s/@VERSION@/$version/g" -e "s/@SHA256_AMD64@/$amd64/" -e "s/@SHA256_ARM64@/$arm64/" deploy/krew/podorder.yaml
