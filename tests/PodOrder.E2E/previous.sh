#!/usr/bin/env bash
# Installs the version before this one, for the upgrade test: E2E_PREVIOUS=tests/PodOrder.E2E/previous.sh
# That version had manifests for kubectl -k and got its certificate from cert-manager; where that is not in the cluster, openssl makes it.
# Its images, podorder-webhook:0.1.0 and podorder-gate:0.1.0, have to be on the nodes.
set -euo pipefail
cd "$(dirname "$0")/../.."
revision=${E2E_PREVIOUS_REVISION:-b464f99}
work=$(mktemp --directory)
trap 'rm -rf "$work"' EXIT
git archive "$revision" deploy certs | tar --extract --directory "$work"
cd "$work"

by_hand() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt -days 7 -subj /CN=podorder-ca 2>/dev/null
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tls.key -out tls.csr -subj /CN=podorder-webhook 2>/dev/null
    openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 7 -out tls.crt \
        -extfile <(echo subjectAltName=DNS:podorder-webhook.podorder-system.svc) 2>/dev/null
    sed -i '/certs/d' deploy/kustomization.yaml
    kubectl apply --filename=deploy/namespace.yaml
    kubectl --namespace=podorder-system create secret tls podorder-webhook-tls --cert=tls.crt --key=tls.key --dry-run=client --output=yaml | kubectl apply --filename=-
    kubectl apply --kustomize deploy
    local bundle kind count index
    bundle=$(base64 --wrap=0 ca.crt)
    for kind in mutatingwebhookconfiguration validatingwebhookconfiguration; do
        count=$(kubectl get $kind podorder --output=json | jq '.webhooks | length')
        for index in $(seq 0 $((count - 1))); do
            kubectl patch $kind podorder --type=json --patch="[{\"op\":\"add\",\"path\":\"/webhooks/$index/clientConfig/caBundle\",\"value\":\"$bundle\"}]"
        done
    done
}

if kubectl get crd certificates.cert-manager.io >/dev/null 2>&1; then
    kubectl apply --kustomize deploy
else
    by_hand
fi
kubectl --namespace=podorder-system rollout status deployment/podorder-webhook --timeout=120s
