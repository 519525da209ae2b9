using PodOrder.Hints;

namespace PodOrder.Graphs;

/// <summary>One container waits for another.</summary>
/// <param name="Waiter">The container that waits.</param>
/// <param name="Dependency">The container that it waits for.</param>
/// <param name="Condition">What the dependency must have reached.</param>
/// <param name="Policy">The PodOrderPolicy that asks for it, or null where the Pod itself does.</param>
public sealed record Edge(string Waiter, string Dependency, Condition Condition, string? Policy = null);
