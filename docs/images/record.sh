#!/usr/bin/env bash
# Records the pictures of the documentation anew: docs/images/record.sh [explain] [tutorial]
# explain needs the plugin (./build.sh cli), tutorial a cluster with PodOrder that KUBECONFIG names; both Debian's python3-rich.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH=$PWD/out/linux-x64:$PATH

typed() { printf '\e[32m$\e[0m %s\n' "$1"; }

explain() {
    { typed 'kubectl podorder explain -f examples/tutorial.yaml'; kubectl-podorder explain --color always -f examples/tutorial.yaml; } |
        docs/images/terminal.py 'kubectl podorder explain' docs/images/explain.svg
}

shown() {
    typed "$1"
    bash -c "$1" 2>&1 | fold -s -w 96 || true
    echo
}

tutorial() {
    kubectl delete pod shop --ignore-not-found >/dev/null
    {
        shown 'kubectl apply -f examples/tutorial.yaml'
        until kubectl logs shop -c migrate 2>/dev/null | grep -q waiting && kubectl logs shop -c web 2>/dev/null | grep -q waiting; do sleep 0.5; done
        shown 'kubectl logs shop -c migrate'
        shown 'kubectl exec shop -c web -- /podorder/bin/gate status'
        shown 'kubectl wait --for=condition=Ready pod/shop --timeout=120s'
        shown 'kubectl logs shop -c web'
        shown "sed 's/db -> migrate:succeeded/db -> migrate:succeded/' examples/tutorial.yaml | kubectl create -f -"
    } | docs/images/terminal.py 'Five minutes with PodOrder' docs/images/tutorial.svg
    kubectl delete pod shop --wait=false >/dev/null
}

[ $# -gt 0 ] || set -- explain tutorial
for picture; do "$picture"; done
