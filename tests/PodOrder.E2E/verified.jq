# The table of docs/verified.md from a run's report: jq --raw-output --from-file tests/PodOrder.E2E/verified.jq report.json
# (the report: -result-ctrf report.json)
def sentence: gsub("_"; " ");
def seconds: (. / 1000 | floor | tostring) + " s";
.results.tests
| map(. + (.name | capture("PodOrder\\.E2E\\.(?<class>[A-Za-z.]+)\\.(?<method>[A-Za-z0-9_]+)(?<case>\\(.*\\))?$")))
| group_by(.class)[]
| (.[0].class | split(".") | "\n**\(.[-1] | sub("Tests$"; ""))**\n\n| test | cases | result | time |\n|---|---|---|---|"),
  (group_by(.method) | sort_by(.[0].start)[]
   | "| \(.[0].method | sentence) | \(length) | \(group_by(.status) | map("\(length) \(.[0].status)") | join(", ")) | \(map(.duration) | add | seconds) |")
