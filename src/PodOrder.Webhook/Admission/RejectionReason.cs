namespace PodOrder.Webhook.Admission;

/// <summary>Why a request was rejected before its Pod was looked at.</summary>
public enum RejectionReason
{
    /// <summary>The Content-Type is not application/json, or the body is compressed.</summary>
    MediaType,

    /// <summary>The body is longer than <see cref="AdmissionLimits.MaxBodyBytes"/>.</summary>
    TooLarge,

    /// <summary>The body did not arrive before the deadline, or broke off.</summary>
    Incomplete,

    /// <summary>The bodies in flight fill the memory set aside for them, or the deadline passed before the work began.</summary>
    Busy,

    /// <summary>The body is not UTF-8.</summary>
    Encoding,

    /// <summary>The body is not JSON, or JSON whose meaning depends on the reader: duplicate names, lone surrogates, depth.</summary>
    Json,

    /// <summary>The body is JSON but no AdmissionReview of admission.k8s.io/v1 with a request.</summary>
    Review,
}
