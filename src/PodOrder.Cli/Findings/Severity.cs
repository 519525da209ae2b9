namespace PodOrder.Cli.Findings;

/// <summary>What a finding means.</summary>
internal enum Severity
{
    /// <summary>The Pod would be refused, or something does not work.</summary>
    Error,

    /// <summary>It works, and may surprise.</summary>
    Warning,

    /// <summary>Only to be known.</summary>
    Note,
}
