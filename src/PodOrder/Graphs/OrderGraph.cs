namespace PodOrder.Graphs;

/// <summary>Who waits for whom in one Pod, without circles.</summary>
/// <param name="Edges">Every wait, each once, in the order in which the hint names them.</param>
/// <param name="Unresolved">Containers that the hint names and the Pod does not have yet: another webhook may still add them.</param>
public sealed record OrderGraph(IReadOnlyList<Edge> Edges, IReadOnlyList<string> Unresolved)
{
    /// <summary>Nobody waits.</summary>
    public static readonly OrderGraph Empty = new([], []);

    /// <summary>The waits of one container.</summary>
    public IEnumerable<Edge> WaitsOf(string waiter) => Edges.Where(e => e.Waiter == waiter);

    /// <summary>The waits for one container.</summary>
    public IEnumerable<Edge> WaitsFor(string dependency) => Edges.Where(e => e.Dependency == dependency);

    /// <summary>Containers in an order in which every dependency stands before its waiters, and otherwise as given.</summary>
    public IReadOnlyList<string> Order(IReadOnlyList<string> names)
    {
        var ordered = new List<string>(names.Count);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        var dependencies = Edges.ToLookup(e => e.Waiter, e => e.Dependency, StringComparer.Ordinal);
        var known = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in names) Place(name);
        return ordered;

        void Place(string name)
        {
            if (!known.Contains(name) || !placed.Add(name)) return;
            foreach (var dependency in dependencies[name]) Place(dependency);
            ordered.Add(name);
        }
    }
}
