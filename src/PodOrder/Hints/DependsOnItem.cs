namespace PodOrder.Hints;

/// <summary>An entry of <c>podorder.io/depends-on</c>: <paramref name="Waiter"/> waits for <paramref name="Name"/>.</summary>
/// <param name="Waiter">The container that waits.</param>
/// <param name="Name">The container that it waits for.</param>
/// <param name="Optional">Skip it when the Pod has no such container.</param>
/// <param name="Condition">The condition; null = the container's default.</param>
public sealed record DependsOnItem(string Waiter, string Name, bool Optional, Condition? Condition);
