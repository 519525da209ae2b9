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

    /// <summary>All keys of a Pod.</summary>
    public static IEnumerable<PolicyKey> Of(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> namespaceLabels, IReadOnlyList<string> containers)
    {
        foreach (var name in containers) yield return new PolicyKey(PolicyKeyKind.Container, name, null);
        foreach (var key in Of(PolicyKeyKind.PodLabel, labels)) yield return key;
        foreach (var key in Of(PolicyKeyKind.NamespaceLabel, namespaceLabels)) yield return key;
    }

    private static IEnumerable<PolicyKey> Of(PolicyKeyKind kind, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (name, value) in labels)
        {
            yield return new PolicyKey(kind, name, value);
            yield return new PolicyKey(kind, name, null);
        }
    }

    private static IEnumerable<IReadOnlyList<PolicyKey>> Required(PolicyKeyKind kind, LabelSelector selector) =>
        from requirement in selector.Requirements
        where requirement.Operator is LabelOperator.In or LabelOperator.Exists
        select (IReadOnlyList<PolicyKey>)(requirement.Operator == LabelOperator.Exists
            ? [new PolicyKey(kind, requirement.Key, null)]
            : [.. requirement.Values.Distinct().Select(value => new PolicyKey(kind, requirement.Key, value))]);
}
