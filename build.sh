#!/bin/sh
# Builds what is shipped: ./build.sh [x64|arm64|all] [product...]; without an architecture for x64, without products all that
# are shipped for it (for arm64 what goes into images). Output: out/linux-<arch>/
set -eu
cd "$(dirname "$0")"

architectures=x64
case "${1:-}" in
    x64 | amd64) shift ;;
    arm64) architectures=arm64; shift ;;
    all) architectures="x64 arm64"; shift ;;
esac

gate() {
    dotnet publish src/PodOrder.Gate -c Release -r "linux-$arch" -p:Tls="$2" -o "$out/.$1" -v quiet -nologo
    mv "$out/.$1/$1" "$out/$1"
    rm -r "$out/.$1"
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
for arch in $architectures; do
    out=out/linux-$arch
    products="gate gate-tls webhook cli"
    if [ "$arch" = arm64 ]; then
        scripts/dependencies.sh build-arm64
        products="gate gate-tls webhook"
    fi
    [ $# -eq 0 ] || products=$*
    for product in $products; do
        echo "Building $product for linux-$arch, natively; the first time takes minutes"
        case $product in
            gate) gate gate false ;;
            gate-tls) gate gate-tls true ;;
            *) "$product" ;;
        esac
    done
done
