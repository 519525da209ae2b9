using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>Where a container's readiness is told.</summary>
internal abstract record Readiness
{
    private Readiness() { }

    /// <summary>The gate checks it over the network or by a file.</summary>
    internal sealed record Checked(Check Check) : Readiness;

    /// <summary>kubelet runs an exec probe inside the container, which the gate then records.</summary>
    internal sealed record Recorded(Probe Probe) : Readiness;

    /// <summary>kubelet starts no regular container before the startup probe of a native sidecar has passed.</summary>
    internal sealed record GivenByKubelet : Readiness;
}
