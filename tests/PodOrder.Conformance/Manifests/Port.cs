namespace PodOrder.Conformance.Manifests;

/// <summary>A declared port.</summary>
/// <param name="ContainerPort">Its number.</param>
/// <param name="Name">Its name, for probes.</param>
public sealed record Port(int ContainerPort, string? Name = null);
