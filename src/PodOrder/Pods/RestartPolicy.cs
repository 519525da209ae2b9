namespace PodOrder.Pods;

/// <summary>When kubelet runs a container again after it has ended.</summary>
public enum RestartPolicy
{
    /// <summary>Whatever its exit code.</summary>
    Always,

    /// <summary>When its exit code is not 0.</summary>
    OnFailure,

    /// <summary>Never.</summary>
    Never,
}
