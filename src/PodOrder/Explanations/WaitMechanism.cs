using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Plans;
using PodOrder.Pods;

namespace PodOrder.Explanations;

/// <summary>Says by which mechanism a wait is kept.</summary>
internal static class WaitMechanism
{
    public static string Of(Edge edge, Plan plan, ContainerFacts facts)
    {
        if (facts.IsGivenByKubelet(edge)) return "kubelet starts native sidecars, and awaits their startup probes, before any regular container";
        var waiter = plan.Containers.FirstOrDefault(container => container.Name == edge.Waiter);
        var isHeldBack = waiter is not { Waits.Count: > 0 };
        var dependency = plan.Containers.FirstOrDefault(container => container.Name == edge.Dependency);
        var told = edge.Condition switch
        {
            Condition.Ready => Ready(facts.ReadinessOf(edge.Dependency)),
            Condition.Started when dependency is { Marks: true } => $"a postStart hook of {edge.Dependency} records its start",
            Condition.Started when isHeldBack && dependency is not { RecordsStarted: true } => "kubelet starts containers in the order of their list",
            Condition.Started => $"the gate of {edge.Dependency} records its start",
            _ => $"the gate of {edge.Dependency} records its end",
        };
        return isHeldBack && dependency is { Awaits.Count: > 0 } ? $"a postStart hook of {edge.Dependency} holds it back: {told}" : told;
    }

    private static string Ready(Readiness readiness) => readiness switch
    {
        Readiness.Checked { Check: var check } => check.What.Kind == ReadyCheckKind.File
            ? $"the gate looks for the file {check.What.Target}"
            : $"the gate asks {Words(check.What)}{(check.Loopback ? ", at loopback too" : " at the Pod's address")}",
        Readiness.Recorded { Probe: var probe } => $"the gate records the {(probe.Field == Probe.Startup ? "startup" : "readiness")} probe: {string.Join(' ', probe.Command)}",
        _ => "kubelet awaits its startup probe",
    };

    private static string Words(ReadyCheck check) => check.Kind switch
    {
        ReadyCheckKind.Tcp => $"tcp {check.Port}",
        ReadyCheckKind.Grpc => $"grpc {check.Port}{(check.Target.Length > 0 ? " " + check.Target : "")}",
        _ => $"{check.Kind.ToString().ToLowerInvariant()} {check.Port} {check.Target}",
    };
}
