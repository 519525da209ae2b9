namespace PodOrder.Hints;

/// <summary>How a wait is brought about.</summary>
public enum Strategy
{
    /// <summary><see cref="Sentinel"/> wherever the commands to be wrapped are known, else <see cref="PostStart"/> with a warning.</summary>
    Auto,

    /// <summary>The waiter's command is wrapped by the gate, which waits for sentinel files and probes.</summary>
    Sentinel,

    /// <summary>The dependency gets a postStart hook that blocks kubelet's start loop.</summary>
    PostStart,
}
