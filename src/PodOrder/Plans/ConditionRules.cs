using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>Which conditions a container can be waited for, whatever the strategy.</summary>
internal static class ConditionRules
{
    public static void Check(Edge edge, ContainerView dependency)
    {
        if (edge.Condition is not (Condition.Completed or Condition.Succeeded)) return;
        var word = edge.Condition.ToWord();
        if (dependency.IsSidecar)
        {
            throw new RefusedException(RefusalReason.Condition,
                $"\"{edge.Waiter}\" waits for \"{dependency.Name}\" to be {word}, but a native sidecar runs until the Pod ends; write {dependency.Name}:ready or {dependency.Name}:started");
        }
        if (dependency.RestartPolicy != RestartPolicy.Always) return;

        // Under Always the container is kept, idle, after exit code 0; nothing listens on its ports then, and kubelet would kill it.
        var network = Probe.Fields.Select(field => Probe.Read(dependency, field)).FirstOrDefault(probe => probe is { Kind: not ProbeKind.Exec });
        if (network is not null)
        {
            throw new RefusedException(RefusalReason.Condition,
                $"\"{edge.Waiter}\" waits for \"{dependency.Name}\" to be {word}, but its {network.Field} asks a port that nobody answers once it has ended, and kubelet would restart it; " +
                $"take the probe out, make it an exec probe, or write {dependency.Name}:ready");
        }
    }
}
