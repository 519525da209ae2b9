namespace PodOrder.Conformance.Kubelet;

/// <summary>One run of a container, from its creation to its end.</summary>
/// <param name="Container">Which container.</param>
/// <param name="Attempt">0 for the first run.</param>
public sealed record ContainerRun(string Container, int Attempt)
{
    /// <summary>When its process was launched, since the Pod's creation; null = not (yet).</summary>
    public TimeSpan? StartedAt { get; init; }

    /// <summary>When it ended; null = it runs.</summary>
    public TimeSpan? EndedAt { get; init; }

    /// <summary>The exit code, 128+n for a signal n, 128 where the process could not be launched; null = it runs.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What it left in its termination message file.</summary>
    public string Message { get; init; } = "";

    /// <summary>Whether it runs now.</summary>
    public bool IsRunning => StartedAt is not null && ExitCode is null;
}
