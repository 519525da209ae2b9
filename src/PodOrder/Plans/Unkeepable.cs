namespace PodOrder.Plans;

/// <summary>Why a wait cannot be kept.</summary>
internal enum Unkeepable
{
    /// <summary>Readiness is waited for, and nothing tells it.</summary>
    NoProbe,

    /// <summary>The end of a native sidecar is waited for.</summary>
    SidecarNeverEnds,

    /// <summary>A container that is kept, idle, after its end has a probe that asks the network.</summary>
    NetworkProbeWhileParked,

    /// <summary>A command that has to be wrapped is not known.</summary>
    CommandUnknown,

    /// <summary>A postStart hook is to forbid a start.</summary>
    HookCannotForbid,

    /// <summary>A postStart hook is to wait for an end without a bound.</summary>
    HookNeedsTimeout,
}
