using System.Collections.Immutable;
using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Kubelet;

/// <summary>
/// The Pod's status as the API shows it. Kubelet writes it when a sync begins, and a sync lasts as long as the postStart hooks
/// in it: that is why a Pod whose hook blocks is shown as it was before.
/// </summary>
/// <param name="Phase">The phase.</param>
/// <param name="Containers">All containers, init containers first.</param>
/// <param name="Ready">The Ready condition.</param>
public sealed record PodStatus(PodPhase Phase, ImmutableArray<ContainerStatus> Containers, bool Ready)
{
    /// <summary>The status of one container.</summary>
    public ContainerStatus this[string container] => Containers.Single(status => status.Name == container);

    internal static PodStatus Of(PodState state, bool terminal)
    {
        var spec = state.Pod.Spec;
        var phase = PodPhases.Of(state, terminal);
        ImmutableArray<ContainerStatus> containers = [.. spec.InitContainers.Concat(spec.Containers).Select(container => Of(state, container))];
        var counted = spec.InitContainers.Where(RestartPolicies.IsSidecar).Concat(spec.Containers).Select(container => container.Name).ToHashSet();
        var ready = phase is PodPhase.Pending or PodPhase.Running && containers.Where(status => counted.Contains(status.Name)).All(status => status.Ready);
        return new PodStatus(phase, containers, ready);
    }

    /// <summary>The same with started and ready as the probes tell now, for the instances that it shows.</summary>
    internal PodStatus WithProbes(PodState state)
    {
        var now = Of(state, terminal: false);
        ImmutableArray<ContainerStatus> containers = [.. Containers.Zip(now.Containers, (shown, present) =>
            shown.InstanceId == present.InstanceId ? shown with { Started = present.Started, Ready = present.Ready } : shown)];
        return this with { Containers = containers };
    }

    /// <summary>Whether a container is started (kubelet: isContainerStarted).</summary>
    internal static bool IsStarted(PodState state, Instance instance) =>
        instance.IsRunning && (instance.Spec.StartupProbe is null || state.Probes[instance, ProbeKind.Startup] == true);

    private static ContainerStatus Of(PodState state, Container container)
    {
        if (state.Latest(container.Name) is not { } instance || instance.Run is { StartedAt: null, ExitCode: null })
            return new ContainerStatus(container.Name, null, null, false, false);
        var started = IsStarted(state, instance);
        var isOrdinaryInit = state.Pod.Spec.InitContainers.Contains(container) && !RestartPolicies.IsSidecar(container);
        var ready = isOrdinaryInit
            ? instance.Succeeded
            : started && (container.ReadinessProbe is null || state.Probes[instance, ProbeKind.Readiness] == true);
        return new ContainerStatus(container.Name, instance.Run, instance.Id, started, ready);
    }
}
