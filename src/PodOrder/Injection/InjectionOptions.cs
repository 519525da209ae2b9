namespace PodOrder.Injection;

/// <summary>What an installation decides about injections.</summary>
/// <param name="GateImage">The image that holds the gate at <c>/gate</c>.</param>
/// <param name="GateImagePullPolicy">Its imagePullPolicy, or null for Kubernetes' default.</param>
/// <param name="GateImagePullSecret">The Secret that a Pod pulls it with, of the Pod's own namespace; null = those the Pod has anyway.</param>
public sealed record InjectionOptions(string GateImage, string? GateImagePullPolicy = null, string? GateImagePullSecret = null)
{
    /// <summary>The gate's image of this version, where releases publish it.</summary>
    public static string PublishedGateImage { get; } = "ghcr.io/podorder/podorder-gate:" + typeof(InjectionOptions).Assembly.GetName().Version!.ToString(3);
}
