using System.Globalization;
using System.Text;

namespace PodOrder.Webhook.Cluster;

/// <summary>Which objects are listed and watched.</summary>
/// <param name="Type">Their kind.</param>
internal sealed record ResourceQuery(ResourceType Type)
{
    private const string ObjectsOfAPage = "200";
    private const string ByName = "metadata.name=";

    /// <summary>Null for all namespaces.</summary>
    public string? Namespace { get; init; }

    /// <summary>As kubectl's <c>--selector</c> takes it.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Such as <c>metadata.name=podorder</c>, which RBAC matches with its resourceNames.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Nothing but the metadata is sent: labels of a thousand namespaces without the rest of them.</summary>
    public bool MetadataOnly { get; init; }

    /// <summary>The one object of this name.</summary>
    public static ResourceQuery Named(ResourceType type, string name, string? @namespace = null) =>
        new(type) { Namespace = @namespace, FieldSelector = ByName + name };

    /// <summary>The media type to ask for.</summary>
    /// <param name="kind"><c>PartialObjectMetadata</c>, or its list.</param>
    public string Accept(string kind) => MetadataOnly ? $"application/json;as={kind};g=meta.k8s.io;v=v1" : ApiClient.Json;

    /// <summary>The path of a list's page.</summary>
    /// <param name="next">What the page before said; null for the first one.</param>
    public string ListPath(string? next) => Path(("limit", ObjectsOfAPage), ("continue", next));

    /// <summary>The path of a watch that goes on from a version. Each ends at another time, so that they do not all come back at once.</summary>
    public string WatchPath(string version)
    {
        var seconds = Random.Shared.Next(240, 480).ToString(CultureInfo.InvariantCulture);
        return Path(("watch", "true"), ("allowWatchBookmarks", "true"), ("resourceVersion", version), ("timeoutSeconds", seconds));
    }

    private string Path(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var path = new StringBuilder(Type.Path(Namespace));
        var separator = '?';
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("labelSelector", LabelSelector), ("fieldSelector", FieldSelector), .. parameters])
        {
            if (string.IsNullOrEmpty(value))
                continue;
            path.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }
        return path.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => FieldSelector?.StartsWith(ByName, StringComparison.Ordinal) == true ? $"{Type}/{FieldSelector[ByName.Length..]}" : Type.Plural;
}
