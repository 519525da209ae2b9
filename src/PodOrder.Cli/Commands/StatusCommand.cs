using System.CommandLine;
using System.Globalization;
using PodOrder.Cli.Cluster;
using PodOrder.Cli.Live;
using PodOrder.Cli.Terminals;
using Spectre.Console;

namespace PodOrder.Cli.Commands;

/// <summary><c>kubectl podorder status</c>: what each container of a Pod waits for now.</summary>
internal sealed class StatusCommand(GlobalFlags global)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1), _frame = TimeSpan.FromMilliseconds(125);

    private readonly PodReference _pod = new(isRequired: true);
    private readonly Option<bool> _once = new("--once") { Description = "Show the present moment and end." };

    public Command Build()
    {
        var command = new DocumentedCommand("status", "Shows what each container of a Pod waits for now and since when, live, until the order is through.", """
            In a terminal the table is kept up to date; elsewhere each change is a line. The gate in the Pod is asked (by exec, as kubectl exec does);
            where that is not allowed, kubelet's status and events tell what they can.
            Exit code 0 when nothing waits any more, 1 when a wait came to nothing (exit code 121 or 124 of a container).

            Examples:
              kubectl podorder status shop-7d9f
              kubectl podorder status deployment/shop --once
            """);
        _pod.AddTo(command);
        command.Options.Add(_once);
        command.SetAction((parsed, cancel) => ShowAsync(parsed, global.Terminal(parsed), cancel));
        return command;
    }

    private async Task<int> ShowAsync(ParseResult parsed, Terminal terminal, CancellationToken cancel)
    {
        using var cluster = _pod.Cluster.Connect(parsed);
        var name = (await _pod.GetAsync(parsed, cluster, cancel)).At("metadata", "name").String()!;
        var watcher = new PodWatcher(cluster, name, TimeProvider.System);
        var pod = (await watcher.LookAsync(cancel)).Live;
        if (parsed.GetValue(_once)) terminal.Screen.Write(LiveTable.Of(pod, DateTimeOffset.UtcNow));
        else pod = terminal.IsInteractive ? await DrawAsync(terminal, watcher, pod, cancel) : await PrintAsync(terminal, watcher, pod, cancel);
        return pod.IsLost ? ExitCode.Finding : ExitCode.Success;
    }

    private static async Task<LivePod> DrawAsync(Terminal terminal, PodWatcher watcher, LivePod pod, CancellationToken cancel)
    {
        await terminal.Screen.Live(LiveTable.Of(pod, DateTimeOffset.UtcNow)).StartAsync(async live =>
        {
            for (var tick = 0; !pod.IsThrough; tick++)
            {
                var look = watcher.LookAsync(cancel);
                // The seconds go on while the cluster is asked.
                for (var until = DateTimeOffset.UtcNow + _pause; DateTimeOffset.UtcNow < until || !look.IsCompleted; tick++)
                {
                    await Task.Delay(_frame, cancel);
                    live.UpdateTarget(LiveTable.Of(pod, DateTimeOffset.UtcNow, tick));
                }
                pod = (await look).Live;
                live.UpdateTarget(LiveTable.Of(pod, DateTimeOffset.UtcNow, tick));
            }
        });
        return pod;
    }

    private static async Task<LivePod> PrintAsync(Terminal terminal, PodWatcher watcher, LivePod pod, CancellationToken cancel)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            foreach (var container in pod.Containers)
            {
                var line = container.Kind == LiveKind.Waiting ? $"waiting for {container.Text}" : container.Text.Length > 0 ? $"{container.Word} ({container.Text})" : container.Word;
                if (said.GetValueOrDefault(container.Name) == line) continue;
                said[container.Name] = line;
                terminal.Lines.MarkupLineInterpolated($"{DateTimeOffset.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {container.Name}: {line}");
            }
            if (pod.IsThrough) return pod;
            await Task.Delay(_pause, cancel);
            pod = (await watcher.LookAsync(cancel)).Live;
        }
    }
}
