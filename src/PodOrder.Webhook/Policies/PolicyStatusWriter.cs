using System.Buffers;
using System.Globalization;
using System.Text.Json;
using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Policies;

/// <summary>
/// Writes into the status of policies what was made of them. Every replica does; each write names the version that it is
/// based on, so that the first one is done, and the others then see that there is nothing left to say.
/// </summary>
internal sealed class PolicyStatusWriter(ApiClient api, PolicyMetrics metrics, TimeProvider time, ILogger<PolicyStatusWriter> log)
{
    // Replicas of two versions may disagree on a policy while one replaces the other: they take turns that nobody feels.
    private static readonly TimeSpan _longestPeace = TimeSpan.FromMinutes(5);

    private readonly Backoff _backoff = Backoff.Usual();
    private readonly Dictionary<string, (PolicyStatus Status, long When)> _written = new(StringComparer.Ordinal);
    private string? _trouble;

    /// <summary>Writes those that do not say what they have to.</summary>
    /// <param name="policies">The policies as they are at the moment.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>When to look again, if nothing happens before.</returns>
    public async Task<TimeSpan> WriteAsync(Func<IEnumerable<FollowedPolicy>> policies, CancellationToken stop)
    {
        Forget(policies());
        var tried = new HashSet<FollowedPolicy>(ReferenceEqualityComparer.Instance);
        try
        {
            // In no order, and looked at anew each time: what another replica has written meanwhile is left out.
            while (policies().Where(policy => !policy.IsTold && !tried.Contains(policy) && !WasWritten(policy)).ToArray() is { Length: > 0 } untold)
            {
                var policy = untold[Random.Shared.Next(untold.Length)];
                tried.Add(policy);
                await WriteAsync(policy, stop);
            }
            _backoff.Reset();
            _trouble = null;
            return _longestPeace;
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException)
        {
            metrics.CountWrite("failed");
            if (_trouble != e.Message)
                log.PolicyStatusNotWritten(e.Message);
            _trouble = e.Message;
            return _backoff.Next();
        }
    }

    private async Task WriteAsync(FollowedPolicy policy, CancellationToken stop)
    {
        var path = ResourceType.PodOrderPolicies.Path(name: policy.Reading.Name, subresource: "status");
        try
        {
            using var written = await api.SendAsync(HttpMethod.Patch, path, Patch(policy, time.GetUtcNow()), ApiClient.MergePatch, stop);
            _written[policy.Uid] = (policy.Wanted, time.GetTimestamp());
            metrics.CountWrite("written");
            log.PolicyStatusWritten(policy.Reading.Name, policy.Wanted.Accepted, policy.Wanted.Reason);
        }
        // Another replica was faster, or the policy was changed or deleted: the watch tells, and then we look again.
        catch (ApiException e) when (e.IsConflict || e.IsNotFound)
        {
            metrics.CountWrite("conflict");
        }
    }

    private bool WasWritten(FollowedPolicy policy) =>
        _written.TryGetValue(policy.Uid, out var last) && last.Status == policy.Wanted && time.GetElapsedTime(last.When) < _longestPeace;

    private void Forget(IEnumerable<FollowedPolicy> policies)
    {
        var there = policies.Select(policy => policy.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _written.Keys.Where(uid => !there.Contains(uid)).ToList())
            _written.Remove(gone);
    }

    private static ReadOnlyMemory<byte> Patch(FollowedPolicy policy, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("resourceVersion", policy.ResourceVersion);
            json.WriteEndObject();
            json.WriteStartObject("status");
            json.WriteNumber("observedGeneration", policy.Wanted.Generation);
            json.WriteNumber("rules", policy.Wanted.Rules);
            // A merge patch replaces a list as a whole, so what others say stands in it again.
            json.WriteStartArray("conditions");
            foreach (var other in PolicyStatus.Conditions(policy.Status).Where(condition => ObjectMetadata.Text(condition, "type") != PolicyStatus.Condition))
                other.WriteTo(json);
            WriteCondition(json, policy.Wanted, Since(policy, now));
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    private static void WriteCondition(Utf8JsonWriter json, PolicyStatus status, string since)
    {
        json.WriteStartObject();
        json.WriteString("type", PolicyStatus.Condition);
        json.WriteString("status", status.Accepted);
        json.WriteNumber("observedGeneration", status.Generation);
        json.WriteString("lastTransitionTime", since);
        json.WriteString("reason", status.Reason);
        json.WriteString("message", status.Message);
        json.WriteEndObject();
    }

    // The time of the last change of the condition's status, not of its reason (apimachinery meta/v1 Condition).
    private static string Since(FollowedPolicy policy, DateTimeOffset now)
    {
        var condition = PolicyStatus.Conditions(policy.Status).FirstOrDefault(it => ObjectMetadata.Text(it, "type") == PolicyStatus.Condition);
        var since = ObjectMetadata.Text(condition, "lastTransitionTime");
        return ObjectMetadata.Text(condition, "status") == policy.Wanted.Accepted && since.Length > 0 ? since : now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
