using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Kubelet;

/// <summary>What a sync has to do with init containers (kubelet: computeInitContainerActions).</summary>
/// <param name="PodMayStart">Whether all of them are done, or started as far as they are native sidecars.</param>
/// <param name="Failed">Whether one has failed for good.</param>
/// <param name="ToKill">Native sidecars to kill, and why.</param>
/// <param name="ToStart">Those to start, in their order.</param>
internal sealed record InitActions(bool PodMayStart, bool Failed, IReadOnlyList<(Instance Instance, ProbeKind Probe)> ToKill, IReadOnlyList<Container> ToStart)
{
    /// <summary>Decides as kubelet does.</summary>
    public static InitActions For(PodState state)
    {
        var containers = state.Pod.Spec.InitContainers;
        // Only a container that runs proves it: an exited one may be left from an earlier sandbox.
        var initialized = state.Pod.Spec.Containers.Any(container => state.Latest(container.Name) is { IsRunning: true });
        var mayStart = initialized || containers.Count == 0;
        List<(Instance, ProbeKind)> toKill = [];
        List<Container> toStart = [];
        var laterSeen = initialized;
        for (var at = containers.Count - 1; at >= 0; at--)
        {
            var container = containers[at];
            var latest = state.Latest(container.Name);
            if (latest is null)
            {
                if (laterSeen && RestartPolicies.IsSidecar(container))
                    toStart.Insert(0, container);
                continue;
            }
            if (laterSeen && !RestartPolicies.IsSidecar(container))
                continue;
            if (HasFailedForGood(state, latest))
                return new InitActions(false, true, [], []);
            if (RestartsOf(state, latest, toKill))
                toStart.Insert(0, container);
            if (IsInitialized(state, latest))
            {
                if (at == containers.Count - 1)
                    mayStart = true;
                else if (!laterSeen)
                    toStart.Insert(toStart.Count > 0 && toStart[0] == container ? 1 : 0, containers[at + 1]);
            }
            laterSeen = true;
        }
        if (!laterSeen && containers.Count > 0)
            toStart.Add(containers[0]);
        return new InitActions(mayStart, false, toKill, toStart);
    }

    private static bool IsInitialized(PodState state, Instance latest) => RestartPolicies.IsSidecar(latest.Spec)
        ? latest.IsRunning && (latest.Spec.StartupProbe is null || state.Probes[latest, ProbeKind.Startup] == true)
        : latest.Succeeded;

    private static bool HasFailedForGood(PodState state, Instance latest) =>
        !RestartPolicies.IsSidecar(latest.Spec)
        && latest.Run.ExitCode is { } code and not 0
        && !RestartPolicies.ShouldRestart(latest.Spec, state.Pod.Spec, code);

    /// <summary>Whether it starts again; where a probe has failed, it is killed before.</summary>
    private static bool RestartsOf(PodState state, Instance latest, List<(Instance, ProbeKind)> toKill)
    {
        if (!latest.IsRunning)
            return RestartPolicies.IsSidecar(latest.Spec) || !latest.Succeeded;
        ProbeKind? failed = state.Probes[latest, ProbeKind.Startup] == false ? ProbeKind.Startup
            : state.Probes[latest, ProbeKind.Liveness] == false ? ProbeKind.Liveness
            : null;
        if (!RestartPolicies.IsSidecar(latest.Spec) || failed is null)
            return false;
        toKill.Add((latest, failed.Value));
        return true;
    }
}
