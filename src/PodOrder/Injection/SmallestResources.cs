using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>
/// The resources of <c>podorder-install</c>: those of the Pod's smallest container. So the QoS class, the verdicts of ResourceQuota and LimitRange and the
/// scheduler's sum (which takes the larger of init and regular containers) stay what they were.
/// </summary>
internal static class SmallestResources
{
    // Never extended resources, hugepages or claims: these are handed out, not shared.
    private static readonly IReadOnlyList<string> Copied = ["cpu", "memory", "ephemeral-storage"];

    /// <summary>The resources, or null for none.</summary>
    public static JsonObject? Of(PodView pod)
    {
        // Pod-level resources (KEP-2837) cover every container.
        if (pod.Spec.Member("resources").Exists()) return null;
        var smallest = pod.Containers.Select(c => c.Json.Member("resources"))
            .OrderBy(r => Amount(r, "cpu")).ThenBy(r => Amount(r, "memory")).ThenBy(r => Amount(r, "ephemeral-storage")).FirstOrDefault();
        var copy = new JsonObject();
        foreach (var kind in (string[])["limits", "requests"])
        {
            var amounts = new JsonObject();
            foreach (var resource in Copied)
            {
                if (smallest.Member(kind).Member(resource) is { ValueKind: not JsonValueKind.Undefined } amount) amounts[resource] = amount.ToNode();
            }
            if (amounts.Count > 0) copy[kind] = amounts;
        }
        return copy.Count > 0 ? copy : null;
    }

    private static double Amount(JsonElement resources, string resource) =>
        Read(resources.Member("requests").Member(resource)) is > 0 and var requested ? requested : Read(resources.Member("limits").Member(resource));

    private static double Read(JsonElement amount) => amount.ValueKind == JsonValueKind.Number ? amount.GetDouble() : Quantity.Read(amount.Text());
}
