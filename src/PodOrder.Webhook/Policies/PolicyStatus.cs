using System.Text.Json;
using PodOrder.Policies;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Policies;

/// <summary>What a PodOrderPolicy's status says, but for since when.</summary>
/// <param name="Generation">The generation of the object that it is about.</param>
/// <param name="Accepted">The status of its condition <c>Accepted</c>: <c>True</c> or <c>False</c>.</param>
/// <param name="Reason">Why, in one word.</param>
/// <param name="Message">Why, in a sentence.</param>
/// <param name="Rules">How many rules are applied.</param>
internal sealed record PolicyStatus(long Generation, string Accepted, string Reason, string Message, long Rules)
{
    /// <summary>The condition's type.</summary>
    public const string Condition = "Accepted";

    /// <summary>What has to be said of a policy that was read.</summary>
    public static PolicyStatus Of(PolicyReading reading, long generation) => reading switch
    {
        { Fault: { } fault } => new(generation, "False", fault.Reason.ToString(), $"{fault.Message}. Nothing of the policy is applied.", 0),
        { Policy.Rules.Count: var rules } => new(generation, "True", Condition, "The policy is applied to the Pods that it selects.", rules),
        _ => throw new ArgumentException("A reading has a policy or a fault.", nameof(reading)),
    };

    /// <summary>What the object says, or null where it says nothing yet.</summary>
    public static PolicyStatus? Read(JsonElement status)
    {
        var condition = Conditions(status).FirstOrDefault(it => ObjectMetadata.Text(it, "type") == Condition);
        return condition.ValueKind != JsonValueKind.Object ? null : new PolicyStatus(
            Number(status, "observedGeneration"), ObjectMetadata.Text(condition, "status"), ObjectMetadata.Text(condition, "reason"), ObjectMetadata.Text(condition, "message"), Number(status, "rules"));
    }

    /// <summary>All conditions of a status, ours and those of others.</summary>
    public static IEnumerable<JsonElement> Conditions(JsonElement status) =>
        status.ValueKind == JsonValueKind.Object && status.TryGetProperty("conditions", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static long Number(JsonElement thing, string name) =>
        thing.ValueKind == JsonValueKind.Object && thing.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;
}
