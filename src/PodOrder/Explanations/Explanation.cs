namespace PodOrder.Explanations;

/// <summary>Who waits for whom in one Pod, why, and by which mechanism: the plan in words.</summary>
/// <param name="Containers">Every container, a dependency before those that wait for it.</param>
/// <param name="NotThere">Containers that the hint names and the Pod does not have.</param>
/// <param name="Skipped">What policies ask for and do not get, a sentence each.</param>
/// <param name="Timeout">The longest wait of any container, or null for none.</param>
/// <param name="Warnings">What may surprise.</param>
public sealed record Explanation(
    IReadOnlyList<ContainerExplanation> Containers,
    IReadOnlyList<string> NotThere,
    IReadOnlyList<string> Skipped,
    TimeSpan? Timeout,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The container of that name.</summary>
    public ContainerExplanation this[string name] => Containers.First(container => container.Name == name);
}
