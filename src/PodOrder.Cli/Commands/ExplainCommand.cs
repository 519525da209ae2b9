using System.CommandLine;
using PodOrder.Cli.Cluster;
using PodOrder.Cli.Explaining;
using PodOrder.Cli.Findings;
using PodOrder.Cli.Terminals;
using PodOrder.Explanations;
using PodOrder.Injection;
using Spectre.Console;

namespace PodOrder.Cli.Commands;

/// <summary><c>kubectl podorder explain</c>: who waits for whom, why, and how.</summary>
internal sealed class ExplainCommand(GlobalFlags global)
{
    private readonly ManifestFlags _manifests = new();
    private readonly PodReference _pod = new(isRequired: false);
    private readonly PolicyFlags _policies = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "How it is shown: text, json, mermaid (a chart for Markdown) or svg (a picture).",
        DefaultValueFactory = _ => "text",
        HelpName = "text|json|mermaid|svg",
    };

    public Command Build()
    {
        _output.AcceptOnlyFromAmong("text", "json", "mermaid", "svg");
        var command = new DocumentedCommand("explain", "Shows who waits for whom, why, by which mechanism, and what is injected for it.", """
            Examples:
              kubectl podorder explain -f shop.yaml
              kubectl podorder explain -f shop.yaml -o svg > order.svg
              kubectl podorder explain deployment/shop
            """);
        _pod.AddTo(command);
        command.Options.Add(_manifests.Files);
        command.Options.Add(_output);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_manifests.Files) is null == string.IsNullOrEmpty(result.GetValue(_pod.Argument)))
                result.AddError("Name what to explain: a POD of the cluster, or manifests with -f FILE.");
        });
        _policies.AddTo(command);
        command.SetAction(async (parsed, cancel) => _manifests.AreGiven(parsed) ? ExplainFiles(parsed, global.Terminal(parsed)) : await ExplainPodAsync(parsed, global.Terminal(parsed), cancel));
        return command;
    }

    private async Task<int> ExplainPodAsync(ParseResult parsed, Terminal terminal, CancellationToken cancel)
    {
        using var cluster = _pod.Cluster.Connect(parsed);
        var pod = await _pod.GetAsync(parsed, cluster, cancel);
        var (subject, place) = ($"Pod/{pod.At("metadata", "name").String()}", $"namespace {cluster.Namespace}");
        try
        {
            var explanation = Explainer.Explain(pod, await ClusterPolicies.MatchAsync(cluster, pod, cancel));
            Show(parsed.GetValue(_output), terminal, [new ExplainedPod(subject, place, explanation)]);
            if (explanation is not null && InjectedPod.Find(pod) is null)
                terminal.Errors.MarkupLineInterpolated($"[yellow]This Pod asks for an order and carries none: it was made before PodOrder was installed.[/]");
            return ExitCode.Success;
        }
        catch (RefusedException refused)
        {
            throw new CommandException(ExitCode.Finding, $"{subject}: {refused.Message}");
        }
    }

    private int ExplainFiles(ParseResult parsed, Terminal terminal)
    {
        var pods = new List<ExplainedPod>();
        var refused = false;
        var policies = _policies.Read(parsed);
        foreach (var file in _manifests.Read(parsed))
        {
            foreach (var (document, template) in file.Documents.SelectMany(document => document.Templates.Select(template => (document, template))))
            {
                try
                {
                    pods.Add(new ExplainedPod(FindingPlaces.Subject(template), FindingPlaces.At(file, document, template, template.Pointer, Severity.Note, "").Place, Explainer.Explain(template.Pod, policies(template))));
                }
                catch (RefusedException wrong)
                {
                    refused = true;
                    FindingPlaces.Of(file, document, template, wrong).WriteTo(terminal.Errors);
                }
            }
        }
        Show(parsed.GetValue(_output), terminal, pods);
        return refused ? ExitCode.Finding : ExitCode.Success;
    }

    private static void Show(string? output, Terminal terminal, IReadOnlyList<ExplainedPod> pods)
    {
        switch (output)
        {
            case "json":
                JsonOutput.Write(json => JsonExplanation.Write(json, pods));
                break;
            case "mermaid":
                foreach (var line in pods.SelectMany(MermaidExplanation.Lines)) terminal.Lines.Profile.Out.Writer.WriteLine(line);
                break;
            case "svg":
                if (pods.Count != 1) throw new CommandException(ExitCode.Usage, $"a picture shows one Pod, and these manifests have {pods.Count}; name a file with one");
                terminal.Lines.Profile.Out.Writer.Write(SvgExplanation.Of(pods[0]));
                break;
            default:
                foreach (var pod in pods) TerminalExplanation.Write(terminal, pod);
                break;
        }
    }
}
