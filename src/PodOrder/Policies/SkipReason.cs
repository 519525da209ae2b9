namespace PodOrder.Policies;

/// <summary>Why a wait of a policy is not kept in a Pod, by a name that the metrics, the logs and the command line share.</summary>
public enum SkipReason
{
    /// <summary>The dependency itself waits for the waiter, by the Pod's hint or another policy.</summary>
    Cycle,

    /// <summary>Readiness is waited for, and nothing tells it.</summary>
    NoProbe,

    /// <summary>The end of a native sidecar is waited for.</summary>
    SidecarNeverEnds,

    /// <summary>A container that would be kept, idle, after its end has a probe that asks the network.</summary>
    NetworkProbeWhileParked,

    /// <summary>A command that has to be wrapped is not known.</summary>
    CommandUnknown,

    /// <summary>The Pod's own order is kept by postStart hooks.</summary>
    HeldByHooks,

    /// <summary>A probe that the gate would have to run cannot be run from inside the Pod.</summary>
    UnusableProbe,

    /// <summary>The Pod's hint tells the readiness by a file, at a path that is right for its own waiters.</summary>
    ReadyByFile,

    /// <summary>A postStart hook that the gate would have to run cannot be run.</summary>
    UnusableHook,

    /// <summary>The Pod is for Windows.</summary>
    Windows,
}
