namespace PodOrder.Cli.Live;

/// <summary>What a container does at a moment.</summary>
internal enum LiveKind
{
    /// <summary>kubelet has not started it.</summary>
    NotStarted,

    /// <summary>Its gate waits.</summary>
    Waiting,

    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its process has succeeded, and its gate stays, idle, so that it is not run again.</summary>
    Parked,

    /// <summary>It has ended with exit code 0.</summary>
    Succeeded,

    /// <summary>It has ended in another way.</summary>
    Failed,

    /// <summary>It has ended, and kubelet will run it again.</summary>
    Restarting,
}
