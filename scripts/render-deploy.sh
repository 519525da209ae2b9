#!/usr/bin/env bash
# Renders the manifests for kubectl from the Helm chart: scripts/render-deploy.sh [folder], into the repository itself unless a folder is given.
set -euo pipefail
cd "$(dirname "$0")/.."
into=${1:-.}
scripts/dependencies.sh charts
scripts/kubernetes-tools.sh
PATH=$PATH:$PWD/out/tools

# The webhook configurations go first: no Pod that asks for an order starts without one while the server comes up, and
# `kubectl delete -f`, which takes the same order, never leaves them without a server.
order=(mutatingwebhookconfiguration validatingwebhookconfiguration crd namespace serviceaccount rbac secret resourcequota networkpolicy
    service poddisruptionbudget deployment)

render() { # output first-line helm-arguments...
    local output=$into/$1 about=$2
    shift 2
    mkdir -p "$(dirname "$output")"
    {
        echo "# $about"
        echo "# Rendered from deploy/helm by scripts/render-deploy.sh: change it there."
        helm template podorder deploy/helm --namespace podorder-system --set createNamespace=true "$@" | sed '/^# Source: /d'
    } >"$output"
}

shown() { # values...: the templates in their order, those left out that say nothing under these values
    for template in "${order[@]}"; do
        case $template:${*} in secret:*cert-manager*) continue ;; esac
        printf -- '--show-only=templates/%s.yaml\n' "$template"
    done
}

mapfile -t templates < <(shown)
render deploy/install.yaml "PodOrder with a certificate of its own: kubectl apply -f deploy/install.yaml" "${templates[@]}"
mapfile -t templates < <(shown certificate.by=cert-manager)
render deploy/install-cert-manager.yaml \
    "PodOrder with a certificate from cert-manager: kubectl apply -f deploy/install-cert-manager.yaml -f certs" \
    --set certificate.by=cert-manager "${templates[@]}"
render certs/certificates.yaml "The server's certificate, for deploy/install-cert-manager.yaml, which makes the namespace." \
    --set certificate.by=cert-manager --show-only=templates/certificates.yaml
