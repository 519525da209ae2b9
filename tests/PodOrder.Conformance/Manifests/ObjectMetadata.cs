namespace PodOrder.Conformance.Manifests;

/// <summary>The <c>metadata</c> of a Pod.</summary>
public sealed record ObjectMetadata
{
    /// <summary>The Pod's name, and its hostname.</summary>
    public string Name { get; init; } = "pod";

    /// <summary>Its namespace.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Its labels.</summary>
    public Dictionary<string, string> Labels { get; init; } = [];

    /// <summary>Its annotations.</summary>
    public Dictionary<string, string> Annotations { get; init; } = [];
}
