using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>Says why a wait cannot be kept, and what to write instead.</summary>
internal static class Refusals
{
    /// <param name="why">Why.</param>
    /// <param name="name">The container at fault.</param>
    /// <param name="waiter">Who would wait.</param>
    /// <param name="edges">All that it waits for.</param>
    /// <param name="container">The container at fault, as its author wrote it.</param>
    public static RefusedException Of(Unkeepable why, string name, string waiter, IReadOnlyList<Edge> edges, ContainerView container)
    {
        var condition = edges.FirstOrDefault(e => e.Dependency == name && e.Condition is Condition.Completed or Condition.Succeeded)?.Condition.ToWord() ?? "";
        return why switch
        {
            Unkeepable.NoProbe => new(RefusalReason.Condition,
                $"\"{waiter}\" waits for \"{name}\" to be ready, but \"{name}\" has neither a readiness nor a startup probe; give it one, " +
                $"or write podorder.io/ready: '{{\"{name}\": \"tcp:{DefaultCondition.DeclaredPort(container) ?? "PORT"}\"}}'"),

            Unkeepable.SidecarNeverEnds => new(RefusalReason.Condition,
                $"\"{waiter}\" waits for \"{name}\" to be {condition}, but a native sidecar runs until the Pod ends; write {name}:ready or {name}:started"),

            Unkeepable.NetworkProbeWhileParked => new(RefusalReason.Condition,
                $"\"{waiter}\" waits for \"{name}\" to be {condition}, but \"{name}\" has a probe that asks a port, which nobody answers once it has ended, " +
                $"so that kubelet would restart it; take the probe out, make it an exec probe, or write {name}:ready"),

            Unkeepable.HookCannotForbid => new(RefusalReason.Condition,
                $"strategy postStart cannot keep \"{waiter}\" from starting when \"{name}\" fails, since a hook only delays; " +
                $"write {name}:completed, or podorder.io/strategy: sentinel"),

            Unkeepable.HookNeedsTimeout => new(RefusalReason.Condition,
                $"strategy postStart needs a bound to wait for \"{name}\" to be completed, since a Pod cannot be deleted while a hook blocks; " +
                "write how long that may take, for example podorder.io/timeout: 30m"),

            _ => new(RefusalReason.UnknownCommand,
                $"the command of container \"{name}\" is not known, because the manifest leaves it to the image; write its command into the manifest, " +
                $"or the image's ENTRYPOINT and CMD into podorder.io/command: '{{\"{name}\": [\"/entrypoint\", \"argument\"]}}'" +
                (edges.All(e => e.Condition is Condition.Started or Condition.Ready) ? ", or podorder.io/strategy: postStart" : "")),
        };
    }
}
