namespace PodOrder.Cli.Checking;

/// <summary>How a check of a cluster came out.</summary>
internal enum CheckOutcome
{
    /// <summary>It is as it should be.</summary>
    Passed,

    /// <summary>It works, and somebody should look at it.</summary>
    Doubtful,

    /// <summary>It does not work.</summary>
    Failed,
}
