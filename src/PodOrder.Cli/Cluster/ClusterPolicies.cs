using System.Text.Json;
using PodOrder.Policies;

namespace PodOrder.Cli.Cluster;

/// <summary>The PodOrderPolicies of a cluster, as far as they may be read.</summary>
internal static class ClusterPolicies
{
    /// <summary>Those that choose a Pod; none where they, or the labels of its namespace, may not be read.</summary>
    public static async Task<IReadOnlyList<PodOrderPolicy>> MatchAsync(ClusterClient cluster, JsonElement pod, CancellationToken cancel)
    {
        var list = await cluster.TextAsync("apis/podorder.io/v1alpha1/podorderpolicies", cancel);
        var space = await cluster.TextAsync($"api/v1/namespaces/{Uri.EscapeDataString(cluster.Namespace)}", cancel);
        if (list.Length == 0 || space.Length == 0) return [];
        using var policies = JsonDocument.Parse(list);
        using var metadata = JsonDocument.Parse(space);
        var labels = metadata.RootElement.At("metadata", "labels").Members().ToDictionary(label => label.Name, label => label.Value.GetString() ?? "", StringComparer.Ordinal);
        return new PolicySet(policies.RootElement.At("items").List().Select(PolicyReader.Read).Select(reading => reading.Policy).OfType<PodOrderPolicy>()).Match(pod, labels);
    }
}
