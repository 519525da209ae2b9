namespace PodOrder.Webhook.Admission;

/// <summary>Decides on one admission request.</summary>
/// <param name="request">The request.</param>
/// <param name="deadline">When the API server stops waiting.</param>
public delegate ValueTask<Verdict> Decision(AdmissionRequest request, CancellationToken deadline);
