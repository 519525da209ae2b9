using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>One thing that a gate waits for.</summary>
/// <param name="Dependency">The container waited for.</param>
/// <param name="Condition">What it must have reached.</param>
/// <param name="RestartPolicy">When kubelet runs it again: decides whether there is hope after it has ended.</param>
/// <param name="Readiness">For <see cref="Condition.Ready"/>: how that is told; else null.</param>
internal sealed record Wait(string Dependency, Condition Condition, RestartPolicy RestartPolicy, Readiness? Readiness);
