#!/bin/sh
# Lets things go wrong around the shipped server and looks what it does: bench/faults.sh [--quick] [--only NAME]... [--write docs/faults.md]
# Builds the server where it is missing in out/linux-x64; delete it there to have it built anew. Half-open connections need root.
set -eu
cd "$(dirname "$0")/.."
scripts/dependencies.sh build faults
[ -x out/linux-x64/podorder-webhook ] || ./build.sh webhook
ulimit -n "$(ulimit -Hn)"
dotnet build bench/PodOrder.Faults -c Release -nologo -v quiet
exec bench/PodOrder.Faults/bin/Release/net10.0/PodOrder.Faults "$@"
