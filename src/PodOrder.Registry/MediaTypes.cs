namespace PodOrder.Registry;

/// <summary>The media types of images (OCI image-spec, media-types.md, and Docker's, which mean the same).</summary>
internal static class MediaTypes
{
    private static readonly string[] _indexes = ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"];
    private static readonly string[] _manifests = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"];
    private static readonly string[] _configs = ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"];

    /// <summary>What a manifest is asked for as.</summary>
    public static IReadOnlyList<string> Accepted { get; } = [.. _indexes, .. _manifests];

    public static bool IsIndex(string? type) => _indexes.Contains(type);

    public static bool IsManifest(string? type) => _manifests.Contains(type);

    public static bool IsConfig(string? type) => _configs.Contains(type);
}
