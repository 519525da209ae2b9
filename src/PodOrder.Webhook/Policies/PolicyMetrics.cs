using PodOrder.Policies;
using Prometheus;

namespace PodOrder.Webhook.Policies;

/// <summary>What is counted of policies, and of what they do to Pods.</summary>
internal sealed class PolicyMetrics
{
    private const string Kept = "Kept";

    private readonly Counter _waits;
    private readonly Gauge.Child _accepted, _invalid;
    private readonly Counter _writes;
    private readonly Gauge _contact;

    /// <summary>Declares the metrics.</summary>
    public PolicyMetrics(IMetricFactory factory)
    {
        _waits = factory.CreateCounter("podorder_policy_waits_total", "Waits that policies asked for in Pods, by policy and by what became of them: Kept, or why they were skipped.", ["policy", "result"]);
        var policies = factory.CreateGauge("podorder_policies", "PodOrderPolicies: accepted ones are applied, invalid ones are not, and their status says why.", ["state"]);
        (_accepted, _invalid) = (policies.WithLabels("accepted"), policies.WithLabels("invalid"));
        _writes = factory.CreateCounter("podorder_policy_status_writes_total", "Writes of the status of PodOrderPolicies: written, conflict (somebody was faster), failed.", ["result"]);
        _contact = factory.CreateGauge("podorder_policy_last_contact_timestamp_seconds", "When the API server was last heard of PodOrderPolicies and namespaces; about once a minute where nothing changes.", ["resource"]);
    }

    /// <summary>Counts what policies did to a Pod.</summary>
    public void Count(PolicyEffects effects)
    {
        foreach (var edge in effects.Kept)
            _waits.WithLabels(edge.Policy!, Kept).Inc();
        foreach (var wait in effects.Skipped)
            _waits.WithLabels(wait.Edge.Policy!, wait.Reason.ToString()).Inc();
    }

    /// <summary>Notes which policies there are; what was counted of others is forgotten.</summary>
    public void Set(IReadOnlyCollection<PolicyReading> policies)
    {
        var accepted = policies.Count(policy => policy.Policy is not null);
        _accepted.Set(accepted);
        _invalid.Set(policies.Count - accepted);
        var names = policies.Select(policy => policy.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var labels in _waits.GetAllLabelValues().Where(labels => !names.Contains(labels[0])))
            _waits.RemoveLabelled(labels);
    }

    /// <summary>Counts a write of a status.</summary>
    public void CountWrite(string result) => _writes.WithLabels(result).Inc();

    /// <summary>Notes when a kind of object was last heard of.</summary>
    public void SetContact(string resource, DateTimeOffset? last) => _contact.WithLabels(resource).Set(last is { } known ? known.ToUnixTimeMilliseconds() / 1000d : 0);
}
