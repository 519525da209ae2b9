namespace PodOrder.Policies;

/// <summary>Why a policy is not applied, as the word of its <c>Accepted</c> condition.</summary>
public enum PolicyFaultReason
{
    /// <summary>A field is missing, of the wrong kind, too large, or not known.</summary>
    Malformed,

    /// <summary>A selector that Kubernetes would not take either.</summary>
    InvalidSelector,

    /// <summary>What should name containers can name none.</summary>
    InvalidName,

    /// <summary>A word that is no condition.</summary>
    UnknownCondition,

    /// <summary>A container is to wait for itself.</summary>
    SelfDependency,

    /// <summary>Its rules make containers wait for each other in a circle.</summary>
    Cycle,
}
