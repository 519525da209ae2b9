using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>Chooses, waiter by waiter, between the sentinel and the postStart strategy.</summary>
/// <param name="facts">What is known of the containers.</param>
/// <param name="hint">The Pod's hint.</param>
internal sealed class StrategyChoice(ContainerFacts facts, Hint hint)
{
    /// <summary>The strategy for one waiter: <see cref="Strategy.Sentinel"/> or <see cref="Strategy.PostStart"/>.</summary>
    /// <exception cref="RefusedException">Neither can keep all of its conditions.</exception>
    public Strategy Choose(string waiter, List<Edge> edges)
    {
        var strategy = hint.Strategy == Strategy.Auto ? Strategy.Sentinel : hint.Strategy;
        var (why, name) = Obstacle(waiter, edges, strategy);
        if (why is null) return strategy;
        // A hook can delay the next container but not forbid it, so it steps in only where nothing is to be forbidden.
        var mayFallBack = hint.Strategy == Strategy.Auto && why == Unkeepable.CommandUnknown
            && edges.All(e => e.Condition is Condition.Started or Condition.Ready);
        if (mayFallBack && Obstacle(waiter, edges, Strategy.PostStart).Why is null) return Strategy.PostStart;
        throw Refusals.Of(why.Value, name, waiter, edges, facts[name]);
    }

    private (Unkeepable? Why, string Name) Obstacle(string waiter, List<Edge> edges, Strategy strategy)
    {
        foreach (var edge in edges)
        {
            if (DependencyTable.Why(facts.CellOf(edge, strategy)) is { } why) return (why, edge.Dependency);
        }
        // A postStart hook leaves its waiters untouched; a gate has to be put before the waiter's command.
        return strategy == Strategy.Sentinel && !facts.IsCommandKnown(waiter) ? (Unkeepable.CommandUnknown, waiter) : (null, waiter);
    }
}
