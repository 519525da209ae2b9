namespace PodOrder.Policies;

/// <summary>An order for the Pods that it selects, whether these ask for one or not (<c>podorder.io/v1alpha1</c>, cluster-scoped).</summary>
/// <param name="Name">Its name, which says its turn among other policies, too.</param>
/// <param name="NamespaceSelector">The labels that the Pods' namespace has.</param>
/// <param name="PodSelector">The labels that the Pods have.</param>
/// <param name="Rules">Who waits for whom, at least one rule.</param>
/// <param name="OnConflict">What becomes of a Pod in which a wait cannot be kept.</param>
public sealed record PodOrderPolicy(
    string Name, LabelSelector NamespaceSelector, LabelSelector PodSelector, IReadOnlyList<PolicyRule> Rules, OnConflict OnConflict);
