using PodOrder.Plans;
using PodOrder.Pods;

namespace PodOrder.Explanations;

/// <summary>Says what is injected into a container.</summary>
internal static class ContainerChanges
{
    public static IEnumerable<string> Of(ContainerPlan container, Plan plan)
    {
        if (container.IsWrapped) yield return Command(container);
        if (container.Parks) yield return "after exit code 0 it stays, idle, so that it is not run again";
        if (container.Lingers) yield return "its gate stays until the postStart hook has seen its end";
        if (container.Waits.Count > 0) yield return container.Container.StartupProbe is null
            ? "a startup probe is added: while it waits it is neither killed nor sent traffic"
            : "its startup probe begins when its wait is over";
        if (container.RecordedProbe is { } probe) yield return $"its {(probe.Field == Probe.Startup ? "startup" : "readiness")} probe records its result";
        if (container.Marks) yield return "a postStart hook records its start";
        if (container.Awaits.Count > 0) yield return $"a postStart hook holds back the containers after it, for at most {Hints.Duration.Print(plan.Timeout ?? Plan.DefaultHookTimeout)}";
    }

    private static string Command(ContainerPlan container) => (container.Waits.Count > 0, container.RecordsEnded) switch
    {
        (true, true) => "its command is wrapped: the gate waits, runs it and records its end",
        (true, false) => "its command is wrapped: the gate waits, then becomes it",
        (false, true) => "its command is wrapped: the gate runs it and records its end",
        _ => "its command is wrapped: the gate records its start, then becomes it",
    };
}
