using PodOrder.Conformance.Images;

namespace PodOrder.Conformance.Kubelet;

/// <summary>How a Pod is run.</summary>
public sealed record RunOptions
{
    /// <summary>What image names mean.</summary>
    public ImageTable Images { get; init; } = new();

    /// <summary>Kubelet's restart back-off (10 s doubling to 5 min) is multiplied by this.</summary>
    public double BackOffScale { get; init; } = 0.01;

    /// <summary>How long the whole run may take, before every wait for it fails.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(40);
}
