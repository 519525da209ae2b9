#!/usr/bin/env bash
# Builds the server, starts it on https://localhost:8443 (PORT overrides), shows one Pod being mutated, and goes on serving.
# usage: ./run.sh [manifest]     default: examples/pipeline-sentinel.yaml
set -euo pipefail
cd "$(dirname "$0")"
manifest=${1:-examples/pipeline-sentinel.yaml}
url=https://localhost:${PORT:=8443}
export PORT

scripts/dependencies.sh build run
./build.sh

bold='' plain=''
if [ -t 1 ]; then bold=$'\e[1m' plain=$'\e[0m'; fi
title() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }

work=$(mktemp -d)
log=out/webhook.log
out/linux-x64/podorder-webhook --drain-delay=0s --metrics-port=0 >"$log" 2>&1 &
server=$!
stop() {
    trap - INT TERM EXIT
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" || true
    rm -rf "$work"
}
trap 'stop; echo; echo "Stopped."; exit 0' INT TERM
trap stop EXIT

until grep --quiet '"event":"Serving"' "$log"; do
    kill -0 "$server" 2>/dev/null || { tail -n 1 "$log" >&2; echo "The server did not start (log: $log); PORT=... ./run.sh takes another port." >&2; exit 1; }
    sleep 0.1
done

/usr/bin/yq --compact-output '
    if .kind == "Pod" then . else {apiVersion: "v1", kind: "Pod", metadata: ({generateName: "\(.metadata.name)-"} + .spec.template.metadata), spec: .spec.template.spec} end' \
    "$manifest" >"$work/pod.json"
jq '{apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request: {
        uid: "00000000-0000-4000-8000-000000000001", operation: "CREATE", namespace: "default",
        kind: {group: "", version: "v1", kind: "Pod"}, resource: {group: "", version: "v1", resource: "pods"}, object: .}}' \
    "$work/pod.json" >"$work/review.json"

title "$manifest, in an AdmissionReview as the API server sends it"
echo "curl --insecure -H 'Content-Type: application/json' --data-binary @review.json $url/mutate"
# The certificate was made in memory a moment ago: nobody can know it yet, hence --insecure.
curl --silent --show-error --insecure --fail-with-body -H 'Content-Type: application/json' --data-binary "@$work/review.json" "$url/mutate" >"$work/answer.json" || { cat "$work/answer.json"; exit 1; }
jq --raw-output '.response
    | "allowed: \(.allowed)", (.status.message // empty), (.warnings[]? | "warning: \(.)"),
      (if .patch then "patch: \(.patch | @base64d | fromjson | length) operations" else "no patch" end)' "$work/answer.json"

patch=$(jq '.response.patch // "W10=" | @base64d | fromjson' "$work/answer.json")
jq --argjson patch "$patch" --from-file scripts/apply-patch.jq "$work/pod.json" >"$work/mutated.json"
/usr/bin/yq --yaml-output --width 160 . "$work/pod.json" >"$work/before.yaml"
/usr/bin/yq --yaml-output --width 160 . "$work/mutated.json" >"$work/after.yaml"

title "What it does to the Pod"
diff --color=auto --unified=2 --label "$manifest" --label "the same, mutated" "$work/before.yaml" "$work/after.yaml" || true

title "The order"
jq --raw-output '.response.auditAnnotations.plan // ""' "$work/answer.json" | jq --raw-input --raw-output --from-file scripts/draw-order.jq

title "Serving on $url (log: $log). Ctrl-C ends it."
wait "$server"
