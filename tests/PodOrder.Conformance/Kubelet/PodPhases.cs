using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Kubelet;

/// <summary>Computes the phase (kubelet: getPhase).</summary>
internal static class PodPhases
{
    /// <summary>The phase; <paramref name="terminal"/> = the Pod is being taken down, nothing runs again.</summary>
    public static PodPhase Of(PodState state, bool terminal)
    {
        var spec = state.Pod.Spec;
        if (spec.InitContainers.Any(container => !RestartPolicies.IsSidecar(container) && FailedForGood(state, container)))
            return PodPhase.Failed;
        if (!Initialized(state) || spec.Containers.Any(container => state.Latest(container.Name) is null))
            return PodPhase.Pending;
        if (spec.Containers.Concat(spec.InitContainers.Where(RestartPolicies.IsSidecar)).Any(container => state.Latest(container.Name) is { IsRunning: true }))
            return PodPhase.Running;
        var restarts = spec.Containers.Any(container => RestartPolicies.ShouldRestart(container, spec, ExitCode(state, container)));
        if (restarts && !terminal)
            return PodPhase.Running;
        return spec.Containers.All(container => ExitCode(state, container) == 0) ? PodPhase.Succeeded : PodPhase.Failed;
    }

    private static bool Initialized(PodState state)
    {
        var ordinary = state.Pod.Spec.InitContainers.Where(container => !RestartPolicies.IsSidecar(container));
        var sidecars = state.Pod.Spec.InitContainers.Where(RestartPolicies.IsSidecar);
        var begun = state.Pod.Spec.Containers.Any(container => state.Latest(container.Name) is not null);
        return ordinary.All(container => state.Latest(container.Name)?.Run.ExitCode is not null)
            && (begun || sidecars.All(container => state.Latest(container.Name) is { IsRunning: true } latest && PodStatus.IsStarted(state, latest)));
    }

    private static bool FailedForGood(PodState state, Container container) =>
        state.Latest(container.Name)?.Run.ExitCode is { } code and not 0 && !RestartPolicies.ShouldRestart(container, state.Pod.Spec, code);

    private static int ExitCode(PodState state, Container container) => state.Latest(container.Name)?.Run.ExitCode ?? -1;
}
