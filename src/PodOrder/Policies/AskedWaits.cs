using PodOrder.Graphs;
using PodOrder.Pods;

namespace PodOrder.Policies;

/// <summary>Holds policies against the containers of a Pod: globs become edges.</summary>
internal static class AskedWaits
{
    // No Pod that a kubelet could start comes near; keeps every walk over the edges small.
    private const int MostContainers = 500, MostWaits = 10_000;

    /// <summary>What the policies ask for, each wait of each policy once: policies in the order of their names, rules and containers in that of their lists.</summary>
    public static IReadOnlyList<AskedWait> Of(PodView pod, IReadOnlyList<PodOrderPolicy> policies)
    {
        if (policies.Count == 0 || !IsSound(pod)) return [];
        // An init container that is no sidecar has ended before any of the others starts: it is neither held back nor waited for.
        var there = pod.Containers.Concat(pod.InitContainers.Where(c => c.IsSidecar)).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var matching = (
            from policy in policies.OrderBy(policy => policy.Name, StringComparer.Ordinal)
            from rule in policy.Rules
            where rule.After.Any(after => there.Contains(after.Name))
            select (Policy: policy, Rule: rule)).ToList();
        var dependencies = matching.SelectMany(m => m.Rule.After).Select(after => after.Name).ToHashSet(StringComparer.Ordinal);
        var waits =
            from match in matching
            from container in pod.Containers
            where match.Rule.Holds(container.Name, dependencies.Contains(container.Name))
            from after in match.Rule.After
            where there.Contains(after.Name)
            select new AskedWait(new Edge(container.Name, after.Name, after.Condition, match.Policy.Name), match.Policy.OnConflict);
        return [.. waits.Distinct().Take(MostWaits)];
    }

    // What the API server is about to refuse anyway is left for it to refuse.
    private static bool IsSound(PodView pod)
    {
        if (!pod.Json.Member("metadata").Exists()) return false;
        var names = pod.Containers.Concat(pod.InitContainers).Select(c => c.Name).ToList();
        return names.Count <= MostContainers && names.All(name => name.Length > 0) && names.Distinct().Count() == names.Count;
    }
}
