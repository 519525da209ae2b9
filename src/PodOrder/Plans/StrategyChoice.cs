using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>Chooses, waiter by waiter, between the sentinel and the postStart strategy.</summary>
/// <param name="pod">The Pod.</param>
/// <param name="hint">Its hint.</param>
internal sealed class StrategyChoice(PodView pod, Hint hint)
{
    /// <summary>Whether what the container runs is known: the manifest's command, or the image's as the hint tells it.</summary>
    public bool IsCommandKnown(ContainerView container) =>
        container[ContainerView.Command].Items().Count > 0 || hint.Command.ContainsKey(container.Name);

    /// <summary>The strategy for one waiter: <see cref="Strategy.Sentinel"/> or <see cref="Strategy.PostStart"/>.</summary>
    /// <exception cref="RefusedException">Neither can keep all of its conditions.</exception>
    public Strategy Choose(string waiter, IReadOnlyList<Edge> edges) => hint.Strategy switch
    {
        Strategy.Sentinel => UnknownFor(waiter, edges) is { } unknown ? throw CommandUnknown(unknown, edges) : Strategy.Sentinel,
        Strategy.PostStart => CheckPostStart(waiter, edges),
        _ => Automatic(waiter, edges),
    };

    private Strategy Automatic(string waiter, IReadOnlyList<Edge> edges)
    {
        if (UnknownFor(waiter, edges) is not { } unknown) return Strategy.Sentinel;
        // A hook can delay the next container but not forbid it, so it serves only where nothing can be forbidden.
        if (edges.Any(e => e.Condition is Condition.Completed or Condition.Succeeded)) throw CommandUnknown(unknown, edges);
        return CheckPostStart(waiter, edges);
    }

    // The container whose command must be known and is not: the waiter's own, and that of whoever must tell how it ended.
    private string? UnknownFor(string waiter, IReadOnlyList<Edge> edges) =>
        edges.Where(e => e.Condition is Condition.Completed or Condition.Succeeded).Select(e => e.Dependency).Prepend(waiter)
            .FirstOrDefault(name => !IsCommandKnown(pod.Find(name)!));

    private Strategy CheckPostStart(string waiter, IReadOnlyList<Edge> edges)
    {
        foreach (var edge in edges)
        {
            if (edge.Condition == Condition.Succeeded)
            {
                throw new RefusedException(RefusalReason.Condition,
                    $"strategy postStart cannot keep \"{waiter}\" from starting when \"{edge.Dependency}\" fails, since a hook only delays; " +
                    $"write {edge.Dependency}:completed, or podorder.io/strategy: sentinel");
            }
            if (edge.Condition != Condition.Completed) continue;
            if (hint.Timeout is null)
            {
                throw new RefusedException(RefusalReason.Condition,
                    $"strategy postStart needs a bound to wait for \"{edge.Dependency}\" to complete, since a Pod cannot be deleted while a hook blocks; " +
                    "write how long that may take, for example podorder.io/timeout: 30m");
            }
            if (!IsCommandKnown(pod.Find(edge.Dependency)!)) throw CommandUnknown(edge.Dependency, edges);
        }
        return Strategy.PostStart;
    }

    private static RefusedException CommandUnknown(string container, IReadOnlyList<Edge> edges)
    {
        var otherwise = edges.All(e => e.Condition is Condition.Started or Condition.Ready) ? ", or podorder.io/strategy: postStart" : "";
        return new RefusedException(RefusalReason.UnknownCommand,
            $"the command of container \"{container}\" is not known, because the manifest leaves it to the image; write its command into the manifest, " +
            $"or the image's ENTRYPOINT and CMD into podorder.io/command: '{{\"{container}\": [\"/entrypoint\", \"argument\"]}}'{otherwise}");
    }
}
