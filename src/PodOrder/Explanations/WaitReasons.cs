using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Plans;
using PodOrder.Pods;

namespace PodOrder.Explanations;

/// <summary>Says who asks for a wait, and where its condition comes from.</summary>
internal sealed class WaitReasons(Hint hint, ContainerFacts facts)
{
    public string Why(Edge edge)
    {
        if (edge.Policy is { } policy) return $"policy {policy}";
        var (source, isSaid) = Source(edge);
        return isSaid ? source : $"{source}, the default {Default(facts[edge.Dependency])}";
    }

    private (string Source, bool IsSaid) Source(Edge edge)
    {
        var entries = hint.DependsOn.Where(item => item.Waiter == edge.Waiter && item.Name == edge.Dependency).ToList();
        var stage = hint.Stages.SkipLast(1).SelectMany(items => items).FirstOrDefault(item => item.Name == edge.Dependency && IsOrdered(edge));
        if (entries.Any(item => item.Condition == edge.Condition)) return (HintKeys.DependsOn, true);
        if (stage?.Condition == edge.Condition) return (HintKeys.Order, true);
        return (stage is not null ? HintKeys.Order : HintKeys.DependsOn, false);
    }

    private bool IsOrdered(Edge edge)
    {
        var waiter = Stage(edge.Waiter);
        return waiter > 0 && Stage(edge.Dependency) is >= 0 and var dependency && dependency < waiter;
    }

    private int Stage(string name) => hint.Stages.Index().Where(stage => stage.Item.Any(item => item.Name == name)).Select(stage => stage.Index).DefaultIfEmpty(-1).First();

    // The same order as DefaultCondition's.
    private string Default(ContainerView dependency) =>
        hint.Ready.ContainsKey(dependency.Name) ? $"with an entry in {HintKeys.Ready}"
        : dependency.ReadinessProbe is not null ? "with a readiness probe"
        : dependency.StartupProbe is not null ? "with a startup probe"
        : "without a probe or a restart after success";
}
