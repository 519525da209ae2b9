namespace PodOrder.Plans;

/// <summary>Where a dependency's readiness is told, as far as <see cref="DependencyTable"/> cares.</summary>
internal enum ReadinessSource
{
    /// <summary>Nowhere: no entry and no probe.</summary>
    None,

    /// <summary>Over the network or by a file: whoever waits can see it.</summary>
    Checked,

    /// <summary>By an exec readiness probe.</summary>
    ReadinessExec,

    /// <summary>By an exec startup probe, which is not repeated once it has passed.</summary>
    StartupExec,
}
