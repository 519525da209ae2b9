namespace PodOrder.Injection;

/// <summary>What was done with a Pod, by a name that the metrics, the logs and the command line share.</summary>
public enum Outcome
{
    /// <summary>The Pod asks for nothing, and no policy has anything to add.</summary>
    NoHint,

    /// <summary>The Pod says <c>podorder.io/inject: "false"</c>.</summary>
    OptedOut,

    /// <summary>A mirror Pod is kubelet's picture of a file on its node: the API server cannot change it.</summary>
    MirrorPod,

    /// <summary>The order was injected, or put right.</summary>
    Injected,

    /// <summary>The Pod carries all of its injection already.</summary>
    AlreadyInjected,

    /// <summary>What an update took out of an injected Pod was put back.</summary>
    Reinstated,

    /// <summary>An injection that no hint and no policy asks for was taken out.</summary>
    Uninjected,
}
