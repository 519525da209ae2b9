namespace PodOrder.Policies;

/// <summary>Something that every Pod has which a policy filed under it concerns.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">A label, or a container.</param>
/// <param name="Value">The label's value, or null for any.</param>
internal readonly record struct PolicyKey(PolicyKeyKind Kind, string Name, string? Value)
{
    /// <summary>The ways in which a policy can be filed; in each, a Pod that it concerns has at least one of the keys.</summary>
    public static IEnumerable<IReadOnlyList<PolicyKey>> WaysToFile(PodOrderPolicy policy) =>
    [
        [.. policy.Rules.SelectMany(rule => rule.After).Select(after => after.Name).Distinct().Select(name => new PolicyKey(PolicyKeyKind.Container, name, null))],
        .. Required(PolicyKeyKind.PodLabel, policy.PodSelector),
        .. Required(PolicyKeyKind.NamespaceLabel, policy.NamespaceSelector),
    ];

    private static IEnumerable<IReadOnlyList<PolicyKey>> Required(PolicyKeyKind kind, LabelSelector selector) =>
        from requirement in selector.Requirements
        where requirement.Operator is LabelOperator.In or LabelOperator.Exists
        select (IReadOnlyList<PolicyKey>)(requirement.Operator == LabelOperator.Exists
            ? [new PolicyKey(kind, requirement.Key, null)]
            : [.. requirement.Values.Distinct().Select(value => new PolicyKey(kind, requirement.Key, value))]);
}
