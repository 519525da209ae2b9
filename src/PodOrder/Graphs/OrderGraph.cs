namespace PodOrder.Graphs;

/// <summary>Who waits for whom in one Pod, without circles.</summary>
public sealed class OrderGraph
{
    private static readonly List<Edge> _none = [];

    /// <summary>Nobody waits.</summary>
    public static readonly OrderGraph Empty = new([], []);

    private readonly Dictionary<string, List<Edge>> _waitsOf = new(StringComparer.Ordinal), _waitsFor = new(StringComparer.Ordinal);

    /// <param name="edges">Every wait, each once, in the order in which the hint names them.</param>
    /// <param name="unresolved">Containers that the hint names and the Pod does not have yet.</param>
    public OrderGraph(IReadOnlyList<Edge> edges, IReadOnlyList<string> unresolved)
    {
        (Edges, Unresolved) = (edges, unresolved);
        foreach (var edge in edges)
        {
            Add(_waitsOf, edge.Waiter, edge);
            Add(_waitsFor, edge.Dependency, edge);
        }
    }

    /// <summary>Every wait, each once, in the order in which the hint names them.</summary>
    public IReadOnlyList<Edge> Edges { get; }

    /// <summary>Containers that the hint names and the Pod does not have yet: another webhook may still add them.</summary>
    public IReadOnlyList<string> Unresolved { get; }

    /// <summary>The containers that wait, each with its waits, in the order in which the hint names them.</summary>
    internal Dictionary<string, List<Edge>> Waiters => _waitsOf;

    /// <summary>The waits of one container.</summary>
    internal List<Edge> WaitsOf(string waiter) => _waitsOf.GetValueOrDefault(waiter, _none);

    /// <summary>The waits for one container.</summary>
    internal List<Edge> WaitsFor(string dependency) => _waitsFor.GetValueOrDefault(dependency, _none);

    /// <summary>Containers in an order in which every dependency stands before its waiters, and otherwise as given.</summary>
    public IReadOnlyList<string> Order(IReadOnlyList<string> names)
    {
        var ordered = new List<string>(names.Count);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        var known = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in names) Place(name);
        return ordered;

        void Place(string name)
        {
            if (!known.Contains(name) || !placed.Add(name)) return;
            foreach (var edge in WaitsOf(name)) Place(edge.Dependency);
            ordered.Add(name);
        }
    }

    private static void Add(Dictionary<string, List<Edge>> edges, string name, Edge edge)
    {
        if (edges.TryGetValue(name, out var others)) others.Add(edge);
        else edges.Add(name, [edge]);
    }
}
