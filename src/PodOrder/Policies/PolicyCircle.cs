using PodOrder.Graphs;

namespace PodOrder.Policies;

/// <summary>Finds containers that the rules of one policy make wait for each other wherever all of them are in a Pod.</summary>
internal static class PolicyCircle
{
    public static IReadOnlyList<string>? Find(PodOrderPolicy policy)
    {
        var dependencies = policy.Rules.SelectMany(rule => rule.After).Select(after => after.Name).ToHashSet(StringComparer.Ordinal);
        // Only what others wait for can close a circle.
        var edges =
            from rule in policy.Rules
            from waiter in dependencies
            where rule.Holds(waiter, isDependency: true)
            from after in rule.After
            select new Edge(waiter, after.Name, after.Condition);
        return Circle.Find(new OrderGraph([.. edges.DistinctBy(edge => (edge.Waiter, edge.Dependency))], []));
    }
}
