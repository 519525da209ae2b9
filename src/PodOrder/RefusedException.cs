namespace PodOrder;

/// <summary>
/// A hint that cannot be honoured. The message is one sentence for the person who wrote the manifest: what is wrong,
/// where, and what to write instead. It is the only exception that reading a hint or planning a Pod throws.
/// </summary>
public sealed class RefusedException : Exception
{
    /// <summary>Refuses with a reason code for metrics and a sentence for people.</summary>
    public RefusedException(RefusalReason reason, string message) : base(message) => Reason = reason;

    /// <summary>Why, as a label for metrics.</summary>
    public RefusalReason Reason { get; }
}

/// <summary>Why a hint was refused.</summary>
public enum RefusalReason
{
    /// <summary>A value that does not parse.</summary>
    Malformed,

    /// <summary>A <c>podorder.io/</c> annotation that does not exist.</summary>
    UnknownKey,

    /// <summary>A word that is no condition, or a condition that cannot be told of that container.</summary>
    Condition,

    /// <summary>Containers that wait for each other in a circle.</summary>
    Cycle,

    /// <summary>A container that the Pod does not have, or that cannot take part.</summary>
    Container,

    /// <summary>A container whose command is not known and has to be.</summary>
    UnknownCommand,

    /// <summary>A Pod that cannot be injected: Windows, a taken mount path.</summary>
    Pod,
}
