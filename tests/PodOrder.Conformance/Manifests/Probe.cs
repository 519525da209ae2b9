namespace PodOrder.Conformance.Manifests;

/// <summary>A probe: a handler and its timing, with Kubernetes' defaults (all times in seconds).</summary>
public sealed record Probe : Handler
{
    /// <summary>How long after the container's start probing begins.</summary>
    public int InitialDelaySeconds { get; init; }

    /// <summary>How often.</summary>
    public int PeriodSeconds { get; init; } = 10;

    /// <summary>How long a check may take.</summary>
    public int TimeoutSeconds { get; init; } = 1;

    /// <summary>Successes in a row that make a success.</summary>
    public int SuccessThreshold { get; init; } = 1;

    /// <summary>Failures in a row that make a failure.</summary>
    public int FailureThreshold { get; init; } = 3;

    /// <summary>Another grace period for a container that this probe kills.</summary>
    public int? TerminationGracePeriodSeconds { get; init; }
}
