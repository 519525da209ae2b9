namespace PodOrder.Gate.Waiting;

/// <summary>Kubernetes' restart policies: when kubelet runs a container again.</summary>
internal enum RestartPolicy
{
    /// <summary>Whenever it has ended.</summary>
    Always,

    /// <summary>When it has ended with another exit code than 0.</summary>
    OnFailure,

    /// <summary>Not at all.</summary>
    Never,
}
