using System.Text.Json;
using PodOrder.Policies;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Policies;

/// <summary>A PodOrderPolicy as it was last seen.</summary>
/// <param name="Reading">What reading it came to.</param>
/// <param name="Uid">Which object it is, whatever else was once called so.</param>
/// <param name="ResourceVersion">Which version of it.</param>
/// <param name="Status">Its status as it stands there.</param>
/// <param name="Wanted">What its status has to say.</param>
internal sealed record FollowedPolicy(PolicyReading Reading, string Uid, string ResourceVersion, JsonElement Status, PolicyStatus Wanted)
{
    /// <summary>Whether its status says what it has to.</summary>
    public bool IsTold { get; } = PolicyStatus.Read(Status) == Wanted;

    /// <summary>Reads an object.</summary>
    public static FollowedPolicy Read(JsonElement policy)
    {
        var metadata = policy.GetProperty("metadata");
        var reading = PolicyReader.Read(policy);
        var generation = metadata.TryGetProperty("generation", out var number) && number.TryGetInt64(out var value) ? value : 0;
        var status = policy.TryGetProperty("status", out var found) ? found.Clone() : default;
        return new FollowedPolicy(reading, ObjectMetadata.Text(metadata, "uid"), ObjectMetadata.Text(metadata, "resourceVersion"), status, PolicyStatus.Of(reading, generation));
    }
}
