using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Injection;
using PodOrder.Plans;
using PodOrder.Pods;

namespace PodOrder.Policies;

/// <summary>
/// Adds the waits of policies to the order that a Pod asks for itself, one by one, and skips those that cannot be kept beside what stands already.
/// They are kept by gates alone: a hook holds back kubelet, and so more than the one container that a policy names.
/// </summary>
/// <param name="pod">The Pod.</param>
/// <param name="facts">What is known of its containers.</param>
/// <param name="graph">The Pod's own order.</param>
/// <param name="usesHooks">Whether any of that is kept by postStart hooks.</param>
internal sealed class PolicyWaits(PodView pod, ContainerFacts facts, OrderGraph graph, bool usesHooks)
{
    private readonly Reach _reach = new([.. pod.Containers.Concat(pod.InitContainers).Select(c => c.Name)], graph.Edges);
    private readonly Dictionary<string, SkipReason?> _wrapping = new(StringComparer.Ordinal), _opening = new(StringComparer.Ordinal);

    /// <summary>Adds the waits.</summary>
    /// <exception cref="RefusedException">One cannot be kept, and its policy says <see cref="OnConflict.Deny"/>.</exception>
    public PolicyEffects Add(IReadOnlyList<AskedWait> waits)
    {
        var kept = new List<Edge>();
        var skipped = new List<SkippedWait>();
        var there = graph.Edges.Select(edge => edge with { Policy = null }).ToHashSet();
        foreach (var (edge, onConflict) in waits)
        {
            var anonymous = edge with { Policy = null };
            if (there.Contains(anonymous)) continue;
            if (Obstacle(edge) is { } obstacle)
            {
                var wait = new SkippedWait(edge, obstacle.Reason, obstacle.Container);
                if (onConflict == OnConflict.Deny) throw wait.Refusal;
                skipped.Add(wait);
                continue;
            }
            there.Add(anonymous);
            kept.Add(edge);
        }
        return new PolicyEffects(kept, skipped);
    }

    private (SkipReason Reason, string Container)? Obstacle(Edge edge)
    {
        if (GraphBuilder.IsForWindows(pod)) return (SkipReason.Windows, edge.Waiter);
        if (usesHooks) return (SkipReason.HeldByHooks, edge.Waiter);
        var cell = facts.CellOf(edge, Strategy.Sentinel);
        if (DependencyTable.Why(cell) is { } why) return (ReasonOf(why), edge.Dependency);
        if (edge.Condition == Condition.Ready && Fails(() => facts.ReadinessOf(edge.Dependency))) return (SkipReason.UnusableProbe, edge.Dependency);
        // The hint names the path as its own waiters see it.
        if (edge.Condition == Condition.Ready && facts.ReadinessOf(edge.Dependency) is Readiness.Checked { Check.What.Kind: ReadyCheckKind.File }) return (SkipReason.ReadyByFile, edge.Dependency);
        if (!facts.IsGivenByKubelet(edge))
        {
            if (!facts.IsCommandKnown(edge.Waiter)) return (SkipReason.CommandUnknown, edge.Waiter);
            if ((Wrapping(edge.Waiter) ?? Opening(edge.Waiter)) is { } ofWaiter) return (ofWaiter, edge.Waiter);
            var isWrapped = (DependencyTable.Parts(cell) & (Part.RecordStart | Part.RecordEnd | Part.Mark)) != 0;
            if (isWrapped && Wrapping(edge.Dependency) is { } ofDependency) return (ofDependency, edge.Dependency);
        }
        return _reach.TryAdd(edge) ? null : (SkipReason.Cycle, edge.Dependency);
    }

    // A wrapper runs its container's own postStart hook.
    private SkipReason? Wrapping(string name) =>
        Once(_wrapping, name, () => Fails(() => Hook.Of(facts[name], pod.IsOnHostNetwork)) ? SkipReason.UnusableHook : null);

    // The gate of a waiter runs its startup probe once it has opened.
    private SkipReason? Opening(string name) =>
        Once(_opening, name, () => facts[name].StartupProbe is { Kind: not ProbeKind.Exec } probe
            && Fails(() => ReadinessReader.ToCheck(probe, facts[name], pod.IsOnHostNetwork)) ? SkipReason.UnusableProbe : null);

    private static SkipReason? Once(Dictionary<string, SkipReason?> known, string name, Func<SkipReason?> find) =>
        known.TryGetValue(name, out var reason) ? reason : known[name] = find();

    private static bool Fails(Func<object?> read)
    {
        try
        {
            read();
            return false;
        }
        catch (RefusedException)
        {
            return true;
        }
    }

    private static SkipReason ReasonOf(Unkeepable why) => why switch
    {
        Unkeepable.NoProbe => SkipReason.NoProbe,
        Unkeepable.SidecarNeverEnds => SkipReason.SidecarNeverEnds,
        Unkeepable.NetworkProbeWhileParked => SkipReason.NetworkProbeWhileParked,
        _ => SkipReason.CommandUnknown,
    };
}
