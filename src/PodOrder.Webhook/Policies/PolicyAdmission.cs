using PodOrder.Webhook.Admission;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Policies;

/// <summary>Decides on Pods under the cluster's policies, and tells what these did.</summary>
internal sealed class PolicyAdmission(PolicyFeed feed, PolicyMetrics metrics, PolicyDecision decide, ILogger<PolicyAdmission> log)
{
    /// <summary>The mutating decision.</summary>
    public async ValueTask<Verdict> MutateAsync(AdmissionRequest request, CancellationToken deadline)
    {
        var policies = await feed.MatchAsync(request, deadline);
        var verdict = await decide(request, policies, deadline);
        metrics.Count(verdict.Policies);
        // Whom a warning would reach is a controller most often, which shows it to nobody.
        if (verdict.Policies.Skipped is [var first, ..] all)
            log.WaitsSkipped(all.Count, request.Namespace, request.Name, first.Edge.Policy!, first.Edge.Waiter, first.Edge.Dependency, first.Reason);
        return verdict;
    }
}
