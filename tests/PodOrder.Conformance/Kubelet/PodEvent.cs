namespace PodOrder.Conformance.Kubelet;

/// <summary>An event as <c>kubectl describe pod</c> shows it.</summary>
/// <param name="At">When, since the Pod's creation.</param>
/// <param name="Container">About which container; empty for the Pod itself.</param>
/// <param name="Reason">Kubelet's reason: <c>Started</c>, <c>Killing</c>, <c>BackOff</c>, <c>Unhealthy</c>, <c>FailedPostStartHook</c>, …</param>
/// <param name="Message">The message.</param>
public sealed record PodEvent(TimeSpan At, string Container, string Reason, string Message);
