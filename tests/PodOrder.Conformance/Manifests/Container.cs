namespace PodOrder.Conformance.Manifests;

/// <summary>A container of a Pod.</summary>
public sealed record Container
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its image, looked up in the image table.</summary>
    public string Image { get; init; } = "";

    /// <summary>Replaces the image's ENTRYPOINT and CMD.</summary>
    public List<string>? Command { get; init; }

    /// <summary>Replaces the image's CMD.</summary>
    public List<string>? Args { get; init; }

    /// <summary>The working directory; null = the image's.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Environment variables, in their order.</summary>
    public List<EnvVar> Env { get; init; } = [];

    /// <summary>Named ports, for probes that name them.</summary>
    public List<Port> Ports { get; init; } = [];

    /// <summary>Volume mounts.</summary>
    public List<VolumeMount> VolumeMounts { get; init; } = [];

    /// <summary>Hooks.</summary>
    public Lifecycle? Lifecycle { get; init; }

    /// <summary>Holds the other probes until it passes.</summary>
    public Probe? StartupProbe { get; init; }

    /// <summary>Decides whether the container is ready.</summary>
    public Probe? ReadinessProbe { get; init; }

    /// <summary>Its failure kills the container.</summary>
    public Probe? LivenessProbe { get; init; }

    /// <summary>The container's own restart policy; <c>Always</c> on an init container makes it a native sidecar.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>Exit codes that restart the container whatever its own policy says.</summary>
    public List<RestartRule> RestartPolicyRules { get; init; } = [];

    /// <summary>User, capabilities, read-only root.</summary>
    public SecurityContext? SecurityContext { get; init; }

    /// <summary>Where the container writes its last words.</summary>
    public string TerminationMessagePath { get; init; } = "/dev/termination-log";
}
