namespace PodOrder.Conformance.Manifests;

/// <summary>Where a container sees a volume.</summary>
/// <param name="Name">The volume.</param>
/// <param name="MountPath">Where.</param>
/// <param name="SubPath">The part of the volume, made by kubelet when it is not there.</param>
/// <param name="SubPathExpr">The same with <c>$(VAR)</c> expanded.</param>
/// <param name="ReadOnly">Whether the container may not write there.</param>
public sealed record VolumeMount(string Name, string MountPath, string? SubPath = null, string? SubPathExpr = null, bool ReadOnly = false);
