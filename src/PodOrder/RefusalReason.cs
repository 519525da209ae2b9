namespace PodOrder;

/// <summary>Why a hint was refused, as a label for metrics and logs.</summary>
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

    /// <summary>A wait of a policy that says <c>onConflict: Deny</c>.</summary>
    Policy,
}
