#!/usr/bin/env bash
# Packs the built kubectl-podorder for a release: scripts/cli-archive.sh [x64|arm64]; output: out/release/kubectl-podorder_linux_<arch>.tar.gz
set -euo pipefail
cd "$(dirname "$0")/.."
arch=${1:-x64}
name=$arch
[ "$arch" != x64 ] || name=amd64

mkdir -p out/release
# The same files make the same archive, whoever packs it and when.
tar --create --gzip --file "out/release/kubectl-podorder_linux_$name.tar.gz" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner \
    --directory "out/linux-$arch" kubectl-podorder --directory ../.. LICENSE
