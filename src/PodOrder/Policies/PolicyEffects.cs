using PodOrder.Graphs;

namespace PodOrder.Policies;

/// <summary>What policies did to one Pod.</summary>
/// <param name="Kept">The waits they added; <see cref="Edge.Policy"/> says which policy did.</param>
/// <param name="Skipped">The waits that the Pod starts without.</param>
public sealed record PolicyEffects(IReadOnlyList<Edge> Kept, IReadOnlyList<SkippedWait> Skipped)
{
    /// <summary>Nothing.</summary>
    public static readonly PolicyEffects None = new([], []);
}
