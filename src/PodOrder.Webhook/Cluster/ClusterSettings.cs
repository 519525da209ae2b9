namespace PodOrder.Webhook.Cluster;

/// <summary>What the server has to do with the cluster's API server.</summary>
public sealed record ClusterSettings
{
    /// <summary>The file that says where the API server is and who we are; null in a Pod, which is told by its ServiceAccount.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The namespace this server runs in; null = the ServiceAccount's or the kubeconfig's.</summary>
    public string? Namespace { get; init; }

    /// <summary>The Secret that holds the certificate authority; null = certificates come from elsewhere.</summary>
    public string? TlsSecret { get; init; }

    /// <summary>The names that the API server calls this server by.</summary>
    public IReadOnlyList<string> TlsDnsNames { get; init; } = [];

    /// <summary>The name of the Mutating- and the ValidatingWebhookConfiguration that are kept true; null = they are somebody else's affair.</summary>
    public string? WebhookConfiguration { get; init; }

    /// <summary>Whether PodOrderPolicies are served.</summary>
    public bool Policies { get; init; }

    /// <summary>What becomes of a Pod that only policies concern while no server answers: <c>Ignore</c> or <c>Fail</c>.</summary>
    public string PolicyFailurePolicy { get; init; } = "Ignore";

    /// <summary>Policies reach no namespace but those with these labels, in the words of kubectl's <c>--selector</c>; null = all but the excluded ones.</summary>
    public string? PolicyNamespaceSelector { get; init; }
}
