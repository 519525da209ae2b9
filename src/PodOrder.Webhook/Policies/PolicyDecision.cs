using PodOrder.Policies;
using PodOrder.Webhook.Admission;

namespace PodOrder.Webhook.Policies;

/// <summary>Decides on one admission request under the policies that concern it.</summary>
/// <param name="request">The request.</param>
/// <param name="policies">The policies.</param>
/// <param name="deadline">When the API server stops waiting.</param>
internal delegate ValueTask<Verdict> PolicyDecision(AdmissionRequest request, IReadOnlyList<PodOrderPolicy> policies, CancellationToken deadline);
