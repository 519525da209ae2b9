#!/usr/bin/env bash
# Builds everything and runs all tests; the last line is the sum: N passed, N failed, N skipped.
set -euo pipefail
cd "$(dirname "$0")"

scripts/dependencies.sh build test
scripts/kubernetes-tools.sh
./build.sh
./build.sh arm64
dotnet build Webhook.sln --configuration Release --nologo --verbosity quiet

# A cluster that happens to be configured is none to test on: E2E=run or E2E=required says that it is (tests/PodOrder.E2E).
[ -n "${E2E:-}" ] || unset KUBECONFIG

reports=out/test-reports
rm -rf "$reports"
mkdir -p "$reports"
failing=()
colours=()
[ -t 1 ] || colours=(-noColor)
for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    printf '\n%s\n' "$name"
    good=true
    "tests/$name/bin/Release/net10.0/$name" -noLogo "${colours[@]}" -result-ctrf "$reports/$name.json" || good=false
    # A run without a report, or without a test, is a failure that no report tells of.
    if ! jq --exit-status '.results.summary.tests > 0' "$reports/$name.json" >/dev/null 2>&1; then
        good=false
        echo '{"results": {"summary": {"passed": 0, "failed": 1, "skipped": 0}}}' >"$reports/$name.json"
    fi
    $good || failing+=("$name")
done

printf '\n'
[ ${#failing[@]} -eq 0 ] || echo "Failing: ${failing[*]}"
jq --slurp --raw-output 'map(.results.summary) | "\(map(.passed) | add) passed, \(map(.failed) | add) failed, \(map(.skipped) | add) skipped"' "$reports"/*.json
[ ${#failing[@]} -eq 0 ]
