using System.Text.Json;
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

    /// <summary>Writes the member <c>resources</c> into an object that was begun; nothing where there are none.</summary>
    public static void Write(Utf8JsonWriter json, PodView pod)
    {
        // Pod-level resources (KEP-2837) cover every container.
        if (pod.Spec.Member("resources"u8).Exists()) return;
        var smallest = Smallest(pod);
        var (limits, requests) = (smallest.Member("limits"u8), smallest.Member("requests"u8));
        if (!HasAny(limits) && !HasAny(requests)) return;
        json.WriteStartObject("resources"u8);
        WriteAmounts(json, "limits"u8, limits);
        WriteAmounts(json, "requests"u8, requests);
        json.WriteEndObject();
    }

    private static JsonElement Smallest(PodView pod)
    {
        if (pod.Containers.Length == 0) return default;
        var smallest = pod.Containers[0].Json.Member("resources"u8);
        for (var i = 1; i < pod.Containers.Length; i++)
        {
            var other = pod.Containers[i].Json.Member("resources"u8);
            if (IsSmaller(other, smallest)) smallest = other;
        }
        return smallest;
    }

    private static bool IsSmaller(JsonElement resources, JsonElement than)
    {
        foreach (var resource in Copied)
        {
            var (one, other) = (Amount(resources, resource), Amount(than, resource));
            if (one != other) return one < other;
        }
        return false;
    }

    private static bool HasAny(JsonElement amounts)
    {
        foreach (var resource in Copied)
        {
            if (amounts.Member(resource).Exists()) return true;
        }
        return false;
    }

    private static void WriteAmounts(Utf8JsonWriter json, ReadOnlySpan<byte> kind, JsonElement amounts)
    {
        if (!HasAny(amounts)) return;
        json.WriteStartObject(kind);
        foreach (var resource in Copied)
        {
            if (amounts.Member(resource) is not { ValueKind: not JsonValueKind.Undefined } amount) continue;
            json.WritePropertyName(resource);
            json.Write(amount);
        }
        json.WriteEndObject();
    }

    private static double Amount(JsonElement resources, string resource) =>
        Read(resources.Member("requests"u8).Member(resource)) is > 0 and var requested ? requested : Read(resources.Member("limits"u8).Member(resource));

    private static double Read(JsonElement amount) => amount.ValueKind == JsonValueKind.Number ? amount.GetDouble() : Quantity.Read(amount.Text());
}
