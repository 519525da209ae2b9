namespace PodOrder.Conformance.Kubelet;

/// <summary>A line of a container's output.</summary>
/// <param name="At">When it came, since the Pod's creation.</param>
/// <param name="Container">Whose it is.</param>
/// <param name="Attempt">Which run of the container, from 0.</param>
/// <param name="Text">The line.</param>
public sealed record LogLine(TimeSpan At, string Container, int Attempt, string Text);
