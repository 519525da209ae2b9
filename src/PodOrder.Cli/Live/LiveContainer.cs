namespace PodOrder.Cli.Live;

/// <summary>A container at a moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Since">Since when, or null where that is not known.</param>
/// <param name="Text">What it waits for, or why it is so; may be empty.</param>
internal sealed record LiveContainer(string Name, LiveKind Kind, DateTimeOffset? Since, string Text)
{
    /// <summary>How it ended, or null while it has not.</summary>
    public int? ExitCode { get; init; }

    /// <summary>It ended because what it waited for was lost (121) or took too long (124; docs/protocol.md).</summary>
    public bool IsLost => ExitCode is 121 or 124;

    public string Word => Kind switch
    {
        LiveKind.NotStarted => "not started",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
