#!/bin/sh
# Measures the admission server under load beside a bare echo, both native: bench/load.sh [--urgent] [--rounds N] [--seconds N] [--peer URL --peer-pid PID]
# Builds what is missing in out/linux-x64; delete a binary there to have it built anew. Leave the machine alone meanwhile;
# with --urgent (root) servers and load go before all else that it does.
set -eu
cd "$(dirname "$0")/.."
scripts/dependencies.sh build bench
out=out/linux-x64
[ -x $out/podorder-webhook ] || ./build.sh webhook
if [ ! -x $out/podorder-echo ]; then
    dotnet publish bench/PodOrder.Echo -c Release -r linux-x64 -o $out/.echo -v quiet -nologo
    mv $out/.echo/podorder-echo $out/
    rm -r $out/.echo
fi
[ "${1:-}" = --urgent ] || exec dotnet run -c Release --project bench/PodOrder.Load -- "$@"
shift
# In a session of its own: priorities count among its processes only, and the session has one itself (sched(7), autogroup).
exec setsid --wait sh -c 'echo -20 >/proc/self/autogroup; exec nice -n -20 "$@"' - dotnet run -c Release --project bench/PodOrder.Load -- "$@"
