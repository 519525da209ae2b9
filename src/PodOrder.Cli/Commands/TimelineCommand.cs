using System.CommandLine;
using System.Text.Json;
using PodOrder.Cli.Cluster;
using PodOrder.Cli.Live;
using PodOrder.Cli.Terminals;

namespace PodOrder.Cli.Commands;

/// <summary><c>kubectl podorder timeline</c>: what the containers of a Pod did when.</summary>
internal sealed class TimelineCommand(GlobalFlags global)
{
    private readonly PodReference _pod = new(isRequired: true);
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "How it is shown: text, json or svg (a picture).",
        DefaultValueFactory = _ => "text",
        HelpName = "text|json|svg",
    };

    public Command Build()
    {
        _output.AcceptOnlyFromAmong("text", "json", "svg");
        var command = new DocumentedCommand("timeline", "Draws when each container of a Pod waited, ran and was parked.", """
            When containers start and end is kubelet's word, in whole seconds; when a wait was over stands in the container's log, and since when one is
            parked is asked of the gate. Of earlier runs of a container only the last is known.

            Examples:
              kubectl podorder timeline shop-7d9f
              kubectl podorder timeline job/build -o svg > build.svg
            """);
        _pod.AddTo(command);
        command.Options.Add(_output);
        command.SetAction((parsed, cancel) => ShowAsync(parsed, global.Terminal(parsed), cancel));
        return command;
    }

    private async Task<int> ShowAsync(ParseResult parsed, Terminal terminal, CancellationToken cancel)
    {
        using var cluster = _pod.Cluster.Connect(parsed);
        var name = (await _pod.GetAsync(parsed, cluster, cancel)).At("metadata", "name").String()!;
        var (pod, live, gate) = await new PodWatcher(cluster, name, TimeProvider.System).LookAsync(cancel);
        var logs = new Dictionary<string, GateLog>(StringComparer.Ordinal);
        foreach (var waiter in live.Waiters) logs[waiter] = await LogAsync(cluster, name, waiter, cancel);
        var timeline = TimelineReader.Read(pod, live, live.Waiters.ToHashSet(StringComparer.Ordinal), logs, DateTimeOffset.UtcNow);
        switch (parsed.GetValue(_output))
        {
            case "json":
                JsonOutput.Write(json => JsonTimeline.Write(json, timeline));
                break;
            case "svg":
                terminal.Lines.Profile.Out.Writer.Write(SvgTimeline.Of(timeline));
                break;
            default:
                TerminalTimeline.Write(terminal, timeline);
                break;
        }
        return ExitCode.Success;
    }

    private static async Task<GateLog> LogAsync(ClusterClient cluster, string pod, string container, CancellationToken cancel) => GateLog.Read(await cluster.TextAsync(
        $"api/v1/namespaces/{Uri.EscapeDataString(cluster.Namespace)}/pods/{Uri.EscapeDataString(pod)}/log?container={Uri.EscapeDataString(container)}&timestamps=true&limitBytes={GateLog.HeadBytes}", cancel));
}
