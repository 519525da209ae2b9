namespace PodOrder.Cli.Manifests;

/// <summary>A key of a mapping and its value.</summary>
internal sealed record SourceEntry(SourceNode.Scalar Key, SourceNode Value);
