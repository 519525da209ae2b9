namespace PodOrder.Graphs;

/// <summary>Who waits for whom, through others as well; grows edge by edge and tells which edge would close a circle.</summary>
internal sealed class Reach
{
    private const int Bits = 64;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly ulong[][] _waitsFor;

    /// <param name="names">All containers, each once.</param>
    /// <param name="edges">Edges without a circle.</param>
    public Reach(IReadOnlyList<string> names, IReadOnlyList<Edge> edges)
    {
        foreach (var name in names) _places[name] = _places.Count;
        _waitsFor = [.. names.Select(_ => new ulong[names.Count / Bits + 1])];
        foreach (var edge in edges) TryAdd(edge);
    }

    /// <summary>Adds an edge, unless it would close a circle.</summary>
    public bool TryAdd(Edge edge)
    {
        var (waiter, dependency) = (_places[edge.Waiter], _places[edge.Dependency]);
        if (waiter == dependency || WaitsFor(dependency, waiter)) return false;
        if (WaitsFor(waiter, dependency)) return true;
        for (var place = 0; place < _waitsFor.Length; place++)
        {
            if (place != waiter && !WaitsFor(place, waiter)) continue;
            for (var i = 0; i < _waitsFor[place].Length; i++) _waitsFor[place][i] |= _waitsFor[dependency][i];
            _waitsFor[place][dependency / Bits] |= 1UL << (dependency % Bits);
        }
        return true;
    }

    private bool WaitsFor(int waiter, int dependency) => (_waitsFor[waiter][dependency / Bits] & (1UL << (dependency % Bits))) != 0;
}
