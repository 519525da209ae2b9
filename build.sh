#!/bin/sh
# Builds what is shipped: ./build.sh [x64|arm64] [product...]; without products all of them. Output: out/linux-<arch>/
set -eu
cd "$(dirname "$0")"

arch=x64
case "${1:-}" in x64 | arm64) arch=$1; shift ;; esac
out=out/linux-$arch

gate() {
    dotnet publish src/PodOrder.Gate -c Release -r "linux-$arch" -o "$out/.gate" -v quiet -nologo
    mv "$out/.gate/gate" "$out/gate"
    rm -r "$out/.gate"
}

webhook() {
    dotnet publish src/PodOrder.Webhook -c Release -r "linux-$arch" -o "$out/.webhook" -v quiet -nologo
    mv "$out/.webhook/podorder-webhook" "$out/podorder-webhook"
    rm -r "$out/.webhook"
}

cli() {
    dotnet publish src/PodOrder.Cli -c Release -r "linux-$arch" -o "$out/.cli" -v quiet -nologo
    mv "$out/.cli/kubectl-podorder" "$out/kubectl-podorder"
    rm -r "$out/.cli"
}

scripts/dependencies.sh build
[ $# -gt 0 ] || set -- gate webhook cli
for product; do
    echo "Building $product for linux-$arch, natively; the first time takes minutes"
    "$product"
done
