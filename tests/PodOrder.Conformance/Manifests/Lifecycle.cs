namespace PodOrder.Conformance.Manifests;

/// <summary>The hooks of a container.</summary>
/// <param name="PostStart">Runs right after the start; kubelet starts nothing else of the Pod until it has returned.</param>
/// <param name="PreStop">Runs before the stop signal, within the grace period.</param>
/// <param name="StopSignal">The signal that stops it instead of SIGTERM, such as <c>SIGUSR1</c>.</param>
public sealed record Lifecycle(Handler? PostStart = null, Handler? PreStop = null, string? StopSignal = null);
