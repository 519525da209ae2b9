using PodOrder.Workloads;

namespace PodOrder.Webhook.Admission;

/// <summary>Decides on Deployments, Jobs and their like, so that <c>kubectl apply</c> itself says what is wrong with a hint, and not an event of a ReplicaSet.</summary>
public static class WorkloadAdmission
{
    /// <summary>The decision: a workload whose Pods would be refused is refused; it never patches.</summary>
    public static Verdict Validate(AdmissionRequest request)
    {
        if (request.IsSubresource)
            return Verdict.OtherKind;
        if (request.Operation is not ("CREATE" or "UPDATE"))
            return Verdict.OtherOperation;
        if (request.Object is not { } workload)
            return Verdict.NoObject;

        var review = WorkloadReview.Of(workload, request.OldObject);
        var verdict = review.Refusal is { } refused ? Verdict.Of(refused) : Verdict.Valid;
        return verdict with { Warnings = review.Warnings };
    }
}
