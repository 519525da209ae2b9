namespace PodOrder.Webhook.Admission;

/// <summary>Decides on one admission request.</summary>
public delegate Verdict Decision(AdmissionRequest request);
