namespace PodOrder.Conformance.Kubelet;

/// <summary>The three probes.</summary>
internal enum ProbeKind
{
    /// <summary>Holds the others until it passes.</summary>
    Startup,

    /// <summary>Its failure kills.</summary>
    Liveness,

    /// <summary>Decides about traffic.</summary>
    Readiness,
}
