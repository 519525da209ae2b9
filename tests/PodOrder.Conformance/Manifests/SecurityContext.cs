namespace PodOrder.Conformance.Manifests;

/// <summary>The parts of a security context that the runner honours: user, group, capabilities, read-only root.</summary>
public sealed record SecurityContext
{
    /// <summary>The numeric user.</summary>
    public int? RunAsUser { get; init; }

    /// <summary>The numeric group.</summary>
    public int? RunAsGroup { get; init; }

    /// <summary>Refuses to start as user 0.</summary>
    public bool? RunAsNonRoot { get; init; }

    /// <summary>Makes the root file system read-only.</summary>
    public bool? ReadOnlyRootFilesystem { get; init; }

    /// <summary>False sets no_new_privs.</summary>
    public bool? AllowPrivilegeEscalation { get; init; }

    /// <summary>Capabilities taken away or given.</summary>
    public CapabilityChange? Capabilities { get; init; }

    /// <summary>Capabilities by their names without <c>CAP_</c>; <c>ALL</c> in <paramref name="Drop"/> is known.</summary>
    public sealed record CapabilityChange(List<string>? Add = null, List<string>? Drop = null);
}
