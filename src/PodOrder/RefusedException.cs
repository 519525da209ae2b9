namespace PodOrder;

/// <summary>
/// A hint that cannot be honoured. The message is one sentence for the person who wrote the manifest: what is wrong,
/// where, and what to write instead. It is the only exception that reading a hint or planning a Pod throws.
/// </summary>
public sealed class RefusedException : Exception
{
    /// <summary>Refuses with a reason for metrics and a sentence for people.</summary>
    public RefusedException(RefusalReason reason, string message) : base(message) => Reason = reason;

    /// <summary>Why.</summary>
    public RefusalReason Reason { get; }
}
