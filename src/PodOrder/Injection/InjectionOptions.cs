namespace PodOrder.Injection;

/// <summary>What an installation decides about injections.</summary>
/// <param name="GateImage">The image that holds the gate at <c>/gate</c>.</param>
/// <param name="GateImagePullPolicy">Its imagePullPolicy, or null for Kubernetes' default.</param>
public sealed record InjectionOptions(string GateImage, string? GateImagePullPolicy = null);
