namespace PodOrder.Cli.Live;

/// <summary>What a container did for a while.</summary>
internal enum SpanKind
{
    /// <summary>Its gate waited.</summary>
    Waited,

    /// <summary>Its process ran.</summary>
    Ran,

    /// <summary>Its process had succeeded, and its gate stayed, idle.</summary>
    Parked,
}
