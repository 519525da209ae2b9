using System.CommandLine;
using PodOrder.Cli.Checking;
using PodOrder.Cli.Cluster;
using PodOrder.Cli.Findings;
using PodOrder.Cli.Terminals;
using Spectre.Console;

namespace PodOrder.Cli.Commands;

/// <summary><c>kubectl podorder check</c>: what is wrong with manifests.</summary>
internal sealed class CheckCommand(GlobalFlags global)
{
    private readonly ManifestFlags _manifests = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "How findings are written: text, one line each, or json.",
        DefaultValueFactory = _ => "text",
        HelpName = "text|json",
    };

    private readonly ClusterFlags _cluster = new();
    private readonly Option<bool> _strict = new("--strict") { Description = "Exit code 1 for warnings too." };

    public Command Build()
    {
        _output.AcceptOnlyFromAmong("text", "json");
        var command = new DocumentedCommand("check", "Says what is wrong: with the hints of manifests (-f), or, without any, with PodOrder in a cluster.", """
            With -f: what the webhook would refuse or warn of, and where it stands.
            A finding is a line: FILE:LINE:COLUMN: error|warning: OBJECT: what is wrong and what to write instead.
            Commands that a manifest leaves to its image are supposed to be known; whether they are is found out when a Pod is made.

            Without -f: whether the cluster answers, the webhook is registered, trusted, ready and does what it should (tried by dry runs in the namespace),
            which running Pods carry an order of which version, and which could not be made again.

            Examples:
              kubectl podorder check
              kubectl podorder check -f manifests/
              helm template shop | kubectl podorder check -f - --strict
            """);
        command.Options.Add(_manifests.Files);
        command.Options.Add(_output);
        command.Options.Add(_strict);
        _cluster.AddTo(command);
        command.SetAction(async (parsed, cancel) => _manifests.AreGiven(parsed) ? CheckFiles(parsed, global.Terminal(parsed)) : await CheckClusterAsync(parsed, global.Terminal(parsed), cancel));
        return command;
    }

    private int CheckFiles(ParseResult parsed, Terminal terminal)
    {
        var files = _manifests.Read(parsed);
        var findings = files.SelectMany(TemplateFindings.Of).ToList();
        if (parsed.GetValue(_output) == "json")
        {
            JsonOutput.Write(json => JsonFindings.Write(json, findings));
        }
        else
        {
            foreach (var finding in findings) finding.WriteTo(terminal.Lines);
            var (errors, warnings) = (findings.Count(it => it.Severity == Severity.Error), findings.Count(it => it.Severity == Severity.Warning));
            var templates = files.Sum(file => file.Documents.Sum(document => document.Templates.Count));
            terminal.Errors.MarkupLineInterpolated($"{Count(templates, "Pod or Pod template", "Pods and Pod templates")} checked: {Count(errors, "error", "errors")}, {Count(warnings, "warning", "warnings")}");
        }
        var worst = parsed.GetValue(_strict) ? Severity.Warning : Severity.Error;
        return findings.Any(finding => finding.Severity <= worst) ? ExitCode.Finding : ExitCode.Success;
    }

    private async Task<int> CheckClusterAsync(ParseResult parsed, Terminal terminal, CancellationToken cancel)
    {
        using var cluster = _cluster.Connect(parsed);
        IReadOnlyList<CheckResult> results =
        [
            .. await KubernetesCheck.RunAsync(cluster, cancel),
            .. await WebhookCheck.RunAsync(cluster, DateTimeOffset.UtcNow, cancel),
            .. await AdmissionCheck.RunAsync(cluster, cancel),
            .. await PolicyCheck.RunAsync(cluster, cancel),
            .. await PodsCheck.RunAsync(cluster, cancel),
        ];
        if (parsed.GetValue(_output) == "json") JsonOutput.Write(json => CheckReport.Write(json, results));
        else CheckReport.Write(terminal, results);
        var worst = results.Max(result => result.Outcome);
        return worst >= (parsed.GetValue(_strict) ? CheckOutcome.Doubtful : CheckOutcome.Failed) ? ExitCode.Finding : ExitCode.Success;
    }

    private static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";
}
