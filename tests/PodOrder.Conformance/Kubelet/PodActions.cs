using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Kubelet;

/// <summary>What a sync of the Pod has to do, in this order: kill, make a sandbox, start init containers, start containers.</summary>
/// <param name="KillPod">Kill all containers.</param>
/// <param name="CreateSandbox">Then begin anew.</param>
/// <param name="ToKill">Containers to kill where not all are, and why.</param>
/// <param name="InitToStart">Init containers to start.</param>
/// <param name="ToStart">Containers to start.</param>
internal sealed record PodActions(
    bool KillPod, bool CreateSandbox, IReadOnlyList<(Instance Instance, ProbeKind Probe)> ToKill, IReadOnlyList<Container> InitToStart, IReadOnlyList<Container> ToStart)
{
    /// <summary>Decides as kubelet does (kubelet: computePodActions).</summary>
    public static PodActions For(PodState state)
    {
        if (state.SandboxLost)
            return ForLostSandbox(state);
        var init = InitActions.For(state);
        return init.PodMayStart ? ForContainers(state, init) : new PodActions(init.Failed, false, init.ToKill, init.ToStart, []);
    }

    private static PodActions ForLostSandbox(PodState state)
    {
        var nothing = new PodActions(true, false, [], [], []);
        var spec = state.Pod.Spec;
        if (spec.RestartPolicy == "Never")
            return nothing;
        List<Container> again =
            [.. spec.Containers.Where(container => !(RestartPolicies.RunsOnce(container, spec) && state.Latest(container.Name) is { Succeeded: true }))];
        if (again.Count == 0)
            return nothing;
        return nothing with
        {
            CreateSandbox = true,
            InitToStart = [.. spec.InitContainers.Take(1)],
            ToStart = spec.InitContainers.Count > 0 ? [] : again,
        };
    }

    private static PodActions ForContainers(PodState state, InitActions init)
    {
        List<(Instance, ProbeKind)> toKill = [.. init.ToKill];
        List<Container> toStart = [];
        var kept = 0;
        foreach (var container in state.Pod.Spec.Containers)
        {
            if (state.Latest(container.Name) is not { IsRunning: true } instance)
            {
                if (ShouldStart(state, container))
                    toStart.Add(container);
            }
            else if (FailedProbe(state, instance) is { } probe)
            {
                toKill.Add((instance, probe));
                if (RestartPolicies.RestartsAfterProbe(container, state.Pod.Spec))
                    toStart.Add(container);
            }
            else
            {
                kept++;
            }
        }
        // All is done: the native sidecars have nothing left to serve.
        return kept == 0 && toStart.Count == 0
            ? new PodActions(true, false, [], [], [])
            : new PodActions(false, false, toKill, init.ToStart, toStart);
    }

    private static bool ShouldStart(PodState state, Container container) =>
        state.Latest(container.Name)?.Run.ExitCode is not { } exitCode || RestartPolicies.ShouldRestart(container, state.Pod.Spec, exitCode);

    private static ProbeKind? FailedProbe(PodState state, Instance instance) =>
        state.Probes[instance, ProbeKind.Liveness] == false ? ProbeKind.Liveness
        : state.Probes[instance, ProbeKind.Startup] == false ? ProbeKind.Startup
        : null;
}
