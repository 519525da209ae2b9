namespace PodOrder.Webhook.Admission;

/// <summary>A request that is no admission review this server can answer. The message is one sentence for the person who operates the caller.</summary>
public sealed class RejectedRequestException : Exception
{
    /// <summary>Rejects with an HTTP status, a word for logs and metrics, and a sentence.</summary>
    public RejectedRequestException(int status, RejectionReason reason, string message) : base(message) =>
        (Status, Reason) = (status, reason);

    /// <summary>The HTTP status, 400 to 599.</summary>
    public int Status { get; }

    /// <summary>Why, as the word that logs and metrics share.</summary>
    public RejectionReason Reason { get; }
}

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
