namespace PodOrder.Cli.Live;

/// <summary>The life of a Pod's containers.</summary>
/// <param name="Subject">The Pod.</param>
/// <param name="Start">When the first of them was started.</param>
/// <param name="End">Now, or when the last of them had ended.</param>
/// <param name="Containers">The containers, a dependency before those that wait for it.</param>
internal sealed record PodTimeline(string Subject, DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<ContainerTimeline> Containers)
{
    public TimeSpan Length => End > Start ? End - Start : TimeSpan.FromSeconds(1);
}
