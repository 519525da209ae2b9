namespace PodOrder.Webhook.Cluster;

/// <summary>A kind of object, as the API server's paths name it.</summary>
/// <param name="GroupVersion"><c>v1</c> for the core group, else such as <c>podorder.io/v1alpha1</c>.</param>
/// <param name="Plural">The name in paths: <c>secrets</c>.</param>
internal sealed record ResourceType(string GroupVersion, string Plural)
{
    public static readonly ResourceType Secrets = new("v1", "secrets");
    public static readonly ResourceType Namespaces = new("v1", "namespaces");
    public static readonly ResourceType PodOrderPolicies = new("podorder.io/v1alpha1", "podorderpolicies");
    public static readonly ResourceType MutatingWebhookConfigurations = new("admissionregistration.k8s.io/v1", "mutatingwebhookconfigurations");
    public static readonly ResourceType ValidatingWebhookConfigurations = new("admissionregistration.k8s.io/v1", "validatingwebhookconfigurations");

    /// <summary>The path below the server's address, without a leading slash.</summary>
    /// <param name="namespace">Null for kinds that have none, and for all namespaces.</param>
    /// <param name="name">Null for the collection.</param>
    /// <param name="subresource">Such as <c>status</c>.</param>
    public string Path(string? @namespace = null, string? name = null, string? subresource = null)
    {
        var root = GroupVersion.Contains('/', StringComparison.Ordinal) ? "apis/" : "api/";
        var place = @namespace is null ? "" : $"/namespaces/{Uri.EscapeDataString(@namespace)}";
        var one = name is null ? "" : $"/{Uri.EscapeDataString(name)}";
        var part = subresource is null ? "" : $"/{subresource}";
        return $"{root}{GroupVersion}{place}/{Plural}{one}{part}";
    }

    /// <inheritdoc/>
    public override string ToString() => Plural;
}
