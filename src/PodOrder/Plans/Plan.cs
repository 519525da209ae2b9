using PodOrder.Graphs;
using PodOrder.Policies;

namespace PodOrder.Plans;

/// <summary>How one Pod's order is brought about.</summary>
/// <param name="Graph">Who waits for whom.</param>
/// <param name="Containers">What every container has to do, native sidecars first; untouched ones are not listed.</param>
/// <param name="Order">The order of the regular containers: as they stand, unless postStart hooks need another one.</param>
/// <param name="Timeout">The longest wait of any container, or null for none.</param>
/// <param name="Warnings">Sentences of at most 120 characters on what may surprise.</param>
internal sealed record Plan(
    OrderGraph Graph,
    IReadOnlyList<ContainerPlan> Containers,
    IReadOnlyList<string> Order,
    TimeSpan? Timeout,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The bound of a postStart hook where the hint gives none; a Pod cannot be deleted while a hook blocks, so there always is one.</summary>
    public static readonly TimeSpan DefaultHookTimeout = TimeSpan.FromMinutes(5);

    /// <summary>What policies added to it, and what of them it leaves out.</summary>
    public PolicyEffects Policies { get; init; } = PolicyEffects.None;
}
