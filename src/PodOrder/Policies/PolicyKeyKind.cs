namespace PodOrder.Policies;

/// <summary>What policies are filed under.</summary>
internal enum PolicyKeyKind
{
    /// <summary>A container, regular or init.</summary>
    Container,

    /// <summary>A label of the Pod.</summary>
    PodLabel,

    /// <summary>A label of its namespace.</summary>
    NamespaceLabel,
}
