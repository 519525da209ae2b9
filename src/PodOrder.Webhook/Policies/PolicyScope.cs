using PodOrder.Policies;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Policies;

/// <summary>Which namespaces policies reach at all: the webhook's entry and the server hold them against the same selector.</summary>
internal static class PolicyScope
{
    /// <summary>The label that every namespace has, with its name.</summary>
    public const string NameLabel = "kubernetes.io/metadata.name";

    // The cluster's own, and who may be needed before this server can serve.
    private static readonly string[] _excluded = ["kube-system", "kube-node-lease", "cert-manager"];

    /// <summary>All namespaces but the excluded ones, and of them those that the installation has chosen.</summary>
    /// <param name="settings">What it has chosen.</param>
    /// <param name="ownNamespace">The server's, which is left out: its Pods have to start while it is down.</param>
    /// <exception cref="FormatException">The choice is no selector.</exception>
    public static LabelSelector Of(ClusterSettings settings, string ownNamespace)
    {
        var others = new LabelRequirement(NameLabel, LabelOperator.NotIn, [.. _excluded.Append(ownNamespace).Distinct()]);
        var chosen = settings.PolicyNamespaceSelector is { } text ? LabelSelectorText.Parse(text).Requirements : [];
        return new LabelSelector([others, .. chosen]);
    }
}
