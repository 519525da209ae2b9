namespace PodOrder.Conformance.Manifests;

/// <summary>The <c>spec</c> of a Pod.</summary>
public sealed record PodSpec
{
    /// <summary>Init containers and native sidecars, in their order.</summary>
    public List<Container> InitContainers { get; init; } = [];

    /// <summary>The regular containers, in their order.</summary>
    public List<Container> Containers { get; init; } = [];

    /// <summary>The volumes.</summary>
    public List<Volume> Volumes { get; init; } = [];

    /// <summary><c>Always</c>, <c>OnFailure</c> or <c>Never</c>.</summary>
    public string RestartPolicy { get; init; } = "Always";

    /// <summary>Seconds between the stop signal and SIGKILL.</summary>
    public int TerminationGracePeriodSeconds { get; init; } = 30;

    /// <summary>Another name for the Pod's hosts to know it by.</summary>
    public string? Hostname { get; init; }

    /// <summary>What holds for all containers that do not say otherwise.</summary>
    public SecurityContext? SecurityContext { get; init; }
}
