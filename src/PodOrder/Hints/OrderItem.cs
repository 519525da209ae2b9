namespace PodOrder.Hints;

/// <summary>An item of a stage: <c>name[?][:condition]</c>.</summary>
/// <param name="Name">The container.</param>
/// <param name="Optional">Skip it when the Pod has no such container.</param>
/// <param name="Condition">The condition that the next stage waits for; null = the container's default.</param>
public sealed record OrderItem(string Name, bool Optional, Condition? Condition);
