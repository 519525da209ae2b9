namespace PodOrder.Cli.Live;

/// <summary>A container at a moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Since">Since when, or null where that is not known.</param>
/// <param name="Text">What it waits for, or why it is so; may be empty.</param>
internal sealed record LiveContainer(string Name, LiveKind Kind, DateTimeOffset? Since, string Text)
{
    public string Word => Kind switch
    {
        LiveKind.NotStarted => "not started",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
