using System.Text.Json;
using PodOrder.Cli.Cluster;
using PodOrder.Policies;

namespace PodOrder.Cli.Checking;

/// <summary>Whether the cluster's PodOrderPolicies can be kept.</summary>
internal static class PolicyCheck
{
    private const string Category = "policies", Nothing = "there are no PodOrderPolicies here, or they may not be read";

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(ClusterClient cluster, CancellationToken cancel)
    {
        var text = await cluster.TextAsync("apis/podorder.io/v1alpha1/podorderpolicies", cancel);
        if (text.Length == 0) return [CheckResult.Passed(Category, Nothing)];
        using var list = JsonDocument.Parse(text);
        var readings = list.RootElement.At("items").List().Select(PolicyReader.Read).ToList();
        if (readings.Count == 0) return [CheckResult.Passed(Category, Nothing)];
        var faults = readings.Where(reading => reading.Fault is not null)
            .Select(reading => CheckResult.Failed(Category, $"PodOrderPolicy {reading.Name} is not kept: {reading.Fault!.Message}")).ToList();
        return faults.Count > 0 ? faults : [CheckResult.Passed(Category, $"{readings.Count} PodOrderPolic{(readings.Count == 1 ? "y" : "ies")}, all can be kept")];
    }
}
