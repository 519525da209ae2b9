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
