using System.Text.Json;
using PodOrder.Cli.Cluster;
using PodOrder.Explanations;
using PodOrder.Injection;
using PodOrder.Policies;

namespace PodOrder.Cli.Live;

/// <summary>Looks at one Pod, as often as it is asked to.</summary>
internal sealed class PodWatcher(ClusterClient cluster, string name, TimeProvider time)
{
    private bool _mayExec = true;
    private IReadOnlyList<PodOrderPolicy>? _policies;

    /// <summary>The Pod and what its containers do.</summary>
    /// <exception cref="CommandException">It is gone, carries no order, or the cluster does not answer.</exception>
    public async Task<(JsonElement Pod, LivePod Live, IReadOnlyList<GateRow> Gate)> LookAsync(CancellationToken cancel)
    {
        var pod = await cluster.FindAsync($"api/v1/namespaces/{Uri.EscapeDataString(cluster.Namespace)}/pods/{Uri.EscapeDataString(name)}", cancel)
            ?? throw new CommandException(ExitCode.Finding, $"there is no Pod \"{name}\" in namespace \"{cluster.Namespace}\" (any more)");
        _policies ??= await ClusterPolicies.MatchAsync(cluster, pod, cancel);
        var (explanation, injected) = Understand(pod, _policies);
        var gate = await AskGateAsync(pod, injected, cancel);
        var told = gate.Count == 0 ? await EventsAsync(cancel) : new Dictionary<string, string>();
        return (pod, LiveReader.Read(pod, explanation, gate, told, time.GetUtcNow()), gate);
    }

    /// <summary>The order that a Pod carries.</summary>
    /// <exception cref="CommandException">It carries none.</exception>
    public static (Explanation Explanation, InjectedPod Injected) Understand(JsonElement pod, IReadOnlyList<PodOrderPolicy> policies)
    {
        var subject = $"Pod \"{pod.At("metadata", "name").String()}\"";
        try
        {
            if (InjectedPod.Find(pod) is { } injected && Explainer.Explain(pod, policies) is { } explanation) return (explanation, injected);
        }
        catch (RefusedException refused)
        {
            throw new CommandException(ExitCode.Finding, $"the hint of {subject} no longer means an order: {refused.Message}");
        }
        throw new CommandException(ExitCode.Finding, $"{subject} carries no order: it was made without podorder.io/ annotations, or before PodOrder was installed");
    }

    private async Task<IReadOnlyList<GateRow>> AskGateAsync(JsonElement pod, InjectedPod injected, CancellationToken cancel)
    {
        if (!_mayExec) return [];
        var running = injected.Containers.Where(container => LiveReader.StatusOf(pod, container).At("state", "running").IsThere()).ToList();
        foreach (var container in running)
        {
            if (await cluster.ExecAsync(name, container, [injected.GatePath, "status"], cancel) is { } table && GateRow.Read(table) is { Count: > 0 } rows) return rows;
        }
        _mayExec = running.Count == 0;
        return [];
    }

    // Where exec is not allowed, the startup probe of a waiting container says what it waits for, after 10 s, 40 s and then every 5 min.
    private async Task<Dictionary<string, string>> EventsAsync(CancellationToken cancel)
    {
        const string failed = "Startup probe failed: waiting for ";
        var list = await cluster.TextAsync($"api/v1/namespaces/{Uri.EscapeDataString(cluster.Namespace)}/events?fieldSelector=reason%3DUnhealthy%2CinvolvedObject.name%3D{Uri.EscapeDataString(name)}", cancel);
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        if (list.Length == 0) return told;
        using var events = JsonDocument.Parse(list);
        foreach (var happened in events.RootElement.At("items").List().OrderBy(it => it.At("lastTimestamp").String(), StringComparer.Ordinal))
        {
            var field = happened.At("involvedObject", "fieldPath").String() ?? "";
            if (happened.At("message").String() is { } message && message.StartsWith(failed, StringComparison.Ordinal) && field.IndexOf('{') is >= 0 and var open)
                told[field[(open + 1)..].TrimEnd('}')] = message[failed.Length..].Trim();
        }
        return told;
    }
}
