namespace PodOrder.Cli.Live;

/// <summary>A Pod at a moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Phase">Its phase, as Kubernetes calls it.</param>
/// <param name="Containers">Its containers, a dependency before those that wait for it.</param>
/// <param name="Waiters">The containers that wait for others at all.</param>
internal sealed record LivePod(string Name, string Namespace, string Phase, IReadOnlyList<LiveContainer> Containers, IReadOnlyList<string> Waiters)
{
    private static readonly string[] _over = ["Succeeded", "Failed"];

    /// <summary>Nothing waits any more, or nothing ever will.</summary>
    public bool IsThrough => _over.Contains(Phase) || WaitsOver == Waiters.Count;

    /// <summary>How many have waited to the end.</summary>
    public int WaitsOver => Containers.Count(container => Waiters.Contains(container.Name)
        && container.Kind is LiveKind.Running or LiveKind.Parked or LiveKind.Succeeded or LiveKind.Failed);

    /// <summary>A wait came to nothing.</summary>
    public bool IsLost => Containers.Any(container => container.IsLost && Waiters.Contains(container.Name));
}
