#!/usr/bin/env bash
# Installs what building, running or testing needs and this machine lacks: scripts/dependencies.sh build|build-arm64|run|test|charts|bench|faults...
# Needs Debian (or a relative of it) and the .NET 10 SDK; says what it installs, and does nothing where nothing is missing.
set -euo pipefail

# Native AOT compiles with clang and links with lld (the static gate needs lld: Debian's ld.bfd fails on it).
# OpenSSL and the CA certificates are the SDK's own, for restoring packages.
build=(clang lld libc6-dev openssl ca-certificates)
# What clang and lld need besides for arm64; clang finds it by itself. (libgcc of Debian 12.) llvm strips what objcopy does not know.
build_arm64=(libc6-dev-arm64-cross libgcc-12-dev-arm64-cross llvm)
# yq here is the one that Debian packages: jq for YAML.
run=(curl jq yq diffutils)
# Containers without an engine: crun over a busybox root, in namespaces of their own.
# A registry, and what makes images and carries them there.
# promtool, which judges metrics and alert rules, comes with prometheus.
# The model of the protocol: spin writes a verifier in C (docs/model).
test=("${run[@]}" crun busybox-static util-linux iproute2 procps docker-registry skopeo umoci spin gcc prometheus qemu-user-static patch zsh fish)
# helm and kubectl, for the manifests in deploy/.
charts=(unzip)
command -v npm >/dev/null || charts+=(npm)
# The load benchmark.
bench=(wrk util-linux)
# What goes wrong around the server: a clock that jumps, a cable that is pulled.
faults=(faketime iproute2)

wanted=()
for purpose in "$@"; do
    case $purpose in
        build) wanted+=("${build[@]}") ;;
        build-arm64) wanted+=("${build_arm64[@]}") ;;
        run) wanted+=("${run[@]}") ;;
        test) wanted+=("${test[@]}" "${charts[@]}") ;;
        charts) wanted+=("${charts[@]}") ;;
        faults) wanted+=("${faults[@]}") ;;
        bench) wanted+=("${bench[@]}") ;;
        *) echo "usage: $0 build|build-arm64|run|test|charts|bench|faults..." >&2; exit 2 ;;
    esac
done

if ! command -v dotnet >/dev/null; then
    echo "The .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download and put dotnet on the PATH." >&2
    exit 1
fi
# Unpacked from an archive, the SDK lacks ICU and does not start.
[ -n "$(dotnet --version 2>/dev/null)" ] || wanted+=(libicu-dev)

if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian, so what is missing is not installed for you; needed are ${wanted[*]} or what they are called here." >&2
    exit 0
fi
missing=()
for package in "${wanted[@]}"; do
    if ! dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed'; then
        missing+=("$package")
    fi
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
echo "Installing ${missing[*]} with ${as_root[*]:+${as_root[*]} }apt-get"
# Debian starts a service as it installs it, and again at each boot: the tests start what they need for themselves.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap '"${as_root[@]}" rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
    "${as_root[@]}" chmod 755 "$policy"
fi
"${as_root[@]}" apt-get update --quiet --quiet
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --quiet --yes --no-install-recommends "${missing[@]}" >/dev/null
for service in docker-registry prometheus; do
    if [[ " ${missing[*]} " == *" $service "* ]] && command -v systemctl >/dev/null; then
        "${as_root[@]}" systemctl --quiet disable "$service"
    fi
done
