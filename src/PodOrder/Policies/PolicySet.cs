using System.Text.Json;
using PodOrder.Pods;

namespace PodOrder.Policies;

/// <summary>
/// Policies, ready to be matched: each is filed under what every Pod that it concerns must have, so that a Pod is held against few of them.
/// It never changes; a change of a policy makes a new set.
/// </summary>
public sealed class PolicySet
{
    /// <summary>No policies.</summary>
    public static readonly PolicySet Empty = new([]);

    private readonly PodOrderPolicy[] _policies;
    private readonly Dictionary<PolicyKey, int[]> _filed;

    /// <param name="policies">The policies, in any order; one name stands for one policy.</param>
    public PolicySet(IEnumerable<PodOrderPolicy> policies)
    {
        // In the order of their names, whatever list or watch they came from.
        _policies = [.. policies.OrderBy(policy => policy.Name, StringComparer.Ordinal)];
        var ways = _policies.Select(policy => PolicyKey.WaysToFile(policy).ToList()).ToList();
        var crowds = ways.SelectMany(way => way.SelectMany(keys => keys)).CountBy(key => key).ToDictionary();
        _filed = ways.Index()
            .SelectMany(policy => policy.Item.MinBy(keys => keys.Sum(key => crowds[key]))!.Select(key => (Key: key, Place: policy.Index)))
            .GroupBy(filed => filed.Key, filed => filed.Place)
            .ToDictionary(group => group.Key, group => group.Distinct().ToArray());
    }

    /// <summary>How many there are.</summary>
    public int Count => _policies.Length;

    /// <summary>The policies that concern a Pod: they select it, and it has a container that one of their rules waits for. In the order of their names.</summary>
    /// <param name="pod">The Pod as JSON.</param>
    /// <param name="namespaceLabels">The labels of its namespace.</param>
    public IReadOnlyList<PodOrderPolicy> Match(JsonElement pod, IReadOnlyDictionary<string, string> namespaceLabels) =>
        _policies.Length == 0 ? [] : Find(Labels(pod), namespaceLabels, ContainerNames(pod));

    private List<PodOrderPolicy> Find(Dictionary<string, string> labels, IReadOnlyDictionary<string, string> namespaceLabels, List<string> names)
    {
        var places = new List<int>();
        foreach (var name in names) AddFiled(new PolicyKey(PolicyKeyKind.Container, name, null), places);
        foreach (var (name, value) in labels) AddFiled(PolicyKeyKind.PodLabel, name, value, places);
        foreach (var (name, value) in namespaceLabels) AddFiled(PolicyKeyKind.NamespaceLabel, name, value, places);
        places.Sort();

        var found = new List<PodOrderPolicy>();
        for (var i = 0; i < places.Count; i++)
        {
            if (i > 0 && places[i] == places[i - 1]) continue;
            var policy = _policies[places[i]];
            if (policy.PodSelector.Matches(labels) && policy.NamespaceSelector.Matches(namespaceLabels) && WaitsForAny(policy, names)) found.Add(policy);
        }
        return found;
    }

    private void AddFiled(PolicyKeyKind kind, string name, string value, List<int> places)
    {
        AddFiled(new PolicyKey(kind, name, value), places);
        AddFiled(new PolicyKey(kind, name, null), places);
    }

    private void AddFiled(PolicyKey key, List<int> places)
    {
        if (_filed.TryGetValue(key, out var filed)) places.AddRange(filed);
    }

    private static bool WaitsForAny(PodOrderPolicy policy, List<string> names)
    {
        foreach (var rule in policy.Rules)
        {
            foreach (var after in rule.After)
            {
                if (names.Contains(after.Name)) return true;
            }
        }
        return false;
    }

    private static Dictionary<string, string> Labels(JsonElement pod)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (pod.Member("metadata").Member("labels") is not { ValueKind: JsonValueKind.Object } json) return labels;
        foreach (var label in json.EnumerateObject()) labels[label.Name] = label.Value.Text() ?? "";
        return labels;
    }

    private static List<string> ContainerNames(JsonElement pod)
    {
        var names = new List<string>();
        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            if (pod.Member("spec").Member(list) is not { ValueKind: JsonValueKind.Array } items) continue;
            foreach (var container in items.EnumerateArray())
            {
                if (container.Member("name").Text() is { } name) names.Add(name);
            }
        }
        return names;
    }
}
