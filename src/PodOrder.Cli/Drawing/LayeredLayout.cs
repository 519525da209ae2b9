namespace PodOrder.Cli.Drawing;

/// <summary>
/// Lays out who waits for whom in columns, each container to the right of all it waits for (K. Sugiyama's method: layers by the longest
/// path, long edges led through places of their own, few crossings by ordering each layer by the middle of its neighbours).
/// </summary>
internal sealed class LayeredLayout
{
    private const double Height = 40, RowGap = 24, ColumnGap = 120, Margin = 24;
    private const int Sweeps = 8;

    private readonly IReadOnlyList<double> _widths;
    private readonly List<List<int>> _layers = [];
    private readonly List<(int From, int To)> _steps = [];
    private readonly Dictionary<(int From, int To), List<int>> _routes = [];
    private int _count;

    private LayeredLayout(IReadOnlyList<IReadOnlyList<int>> dependencies, IReadOnlyList<double> widths)
    {
        _widths = widths;
        _count = dependencies.Count;
        var ranks = new List<int>();
        foreach (var own in dependencies) ranks.Add(own.Count == 0 ? 0 : own.Max(dependency => ranks[dependency]) + 1);
        foreach (var (node, rank) in ranks.Index()) Layer(rank).Add(node);
        for (var node = 0; node < dependencies.Count; node++)
        {
            foreach (var dependency in dependencies[node]) Lead(dependency, node, ranks);
        }
        for (var sweep = 0; sweep < Sweeps; sweep++) Sort(forward: sweep % 2 == 0);
    }

    /// <summary>The place of each container, the points that each edge is led through, and the size of the whole.</summary>
    public static (IReadOnlyList<Box> Boxes, IReadOnlyDictionary<(int From, int To), IReadOnlyList<Box>> Routes, double Width, double Height) Of(
        IReadOnlyList<IReadOnlyList<int>> dependencies, IReadOnlyList<double> widths)
    {
        var layout = new LayeredLayout(dependencies, widths);
        var places = layout.Places();
        var routes = layout._routes.ToDictionary(route => route.Key, route => (IReadOnlyList<Box>)[.. route.Value.Select(node => places[node])]);
        return ([.. Enumerable.Range(0, dependencies.Count).Select(node => places[node])], routes,
            places.Values.Max(box => box.X + box.Width) + Margin, places.Values.Max(box => box.Y + box.Height) + Margin);
    }

    private List<int> Layer(int rank)
    {
        while (_layers.Count <= rank) _layers.Add([]);
        return _layers[rank];
    }

    private void Lead(int from, int to, List<int> ranks)
    {
        var route = new List<int> { from };
        for (var rank = ranks[from] + 1; rank < ranks[to]; rank++)
        {
            Layer(rank).Add(_count);
            route.Add(_count++);
        }
        route.Add(to);
        _routes[(from, to)] = route;
        _steps.AddRange(route.Zip(route.Skip(1)));
    }

    private void Sort(bool forward)
    {
        for (var i = 1; i < _layers.Count; i++)
        {
            var layer = forward ? _layers[i] : _layers[^(i + 1)];
            var beside = (forward ? _layers[i - 1] : _layers[^i]).Index().ToDictionary(it => it.Item, it => it.Index);
            var weights = layer.Index().ToDictionary(it => it.Item, it => _steps
                .Where(step => (forward ? step.To : step.From) == it.Item)
                .Select(step => (double)beside[forward ? step.From : step.To]).DefaultIfEmpty(it.Index).Average());
            layer.Sort((a, b) => weights[a] != weights[b] ? weights[a].CompareTo(weights[b]) : a.CompareTo(b));
        }
    }

    private Dictionary<int, Box> Places()
    {
        var places = new Dictionary<int, Box>();
        var tallest = _layers.Max(layer => layer.Count);
        var x = Margin;
        foreach (var layer in _layers)
        {
            var width = layer.Max(WidthOf);
            var top = Margin + ((tallest - layer.Count) * (Height + RowGap) / 2);
            // Boxes of a layer are as wide as its widest: arrows begin and end under each other.
            foreach (var (row, node) in layer.Index()) places[node] = new Box(x, top + (row * (Height + RowGap)), width, Height);
            x += width + ColumnGap;
        }
        return places;
    }

    private double WidthOf(int node) => node < _widths.Count ? _widths[node] : 0;
}
