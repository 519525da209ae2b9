namespace PodOrder.Conformance.Kubelet;

/// <summary>An entry of <c>containerStatuses</c> or <c>initContainerStatuses</c>.</summary>
/// <param name="Name">Which container.</param>
/// <param name="Run">Its latest run; null = the API knows of none, it reads ContainerCreating.</param>
/// <param name="InstanceId">What stands for the containerID.</param>
/// <param name="Started">Whether it runs and its startup probe, if any, has passed.</param>
/// <param name="Ready">Whether it is started and its readiness probe, if any, has passed.</param>
public sealed record ContainerStatus(string Name, ContainerRun? Run, string? InstanceId, bool Started, bool Ready);
