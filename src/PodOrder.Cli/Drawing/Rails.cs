namespace PodOrder.Cli.Drawing;

/// <summary>
/// Draws who waits for whom as rails beside a list, as <c>git log --graph</c> does: a line leads from each container down to all that
/// wait for it. It stays readable where boxes and arrows would not fit: its width is the number of lines that run side by side.
/// </summary>
internal sealed class Rails
{
    private readonly IReadOnlyList<IReadOnlyList<int>> _dependencies;
    private readonly int[] _waiters;
    private readonly List<int?> _lanes = [];
    private readonly List<RailRow> _rows = [];

    private Rails(IReadOnlyList<IReadOnlyList<int>> dependencies)
    {
        _dependencies = dependencies;
        _waiters = new int[dependencies.Count];
        foreach (var dependency in dependencies.SelectMany(those => those)) _waiters[dependency]++;
    }

    /// <summary>The rows.</summary>
    /// <param name="dependencies">For each container, by its place in the order, those before it that it waits for, each once.</param>
    /// <param name="details">How many rows of text stand under each.</param>
    public static IReadOnlyList<RailRow> Draw(IReadOnlyList<IReadOnlyList<int>> dependencies, IReadOnlyList<int> details)
    {
        var rails = new Rails(dependencies);
        for (var node = 0; node < dependencies.Count; node++) rails.Place(node, details[node]);
        var width = rails._rows.Max(row => row.Pieces.Count);
        return [.. rails._rows.Select(row => row with { Pieces = [.. row.Pieces, .. Enumerable.Repeat(new RailPiece(' ', null), width - row.Pieces.Count)] })];
    }

    private void Place(int node, int details)
    {
        var sources = _dependencies[node].Select(dependency => _lanes.IndexOf(dependency)).Order().ToList();
        var ending = sources.Where(lane => --_waiters[_lanes[lane]!.Value] == 0).ToList();
        var own = ending.Count > 0 ? ending[0] : FreeLane();
        if (sources.Any(lane => lane != own)) _rows.Add(Join(own, sources, ending));
        else if (sources.Count > 0 && !(_rows[^1] is { IsNode: false } last && last.Pieces[own * 2].Glyph == '│')) _rows.Add(Row(null, isNode: false));
        foreach (var lane in ending) _lanes[lane] = null;

        _lanes[own] = node;
        _rows.Add(Row(node, isNode: true));
        if (_waiters[node] == 0) _lanes[own] = null;
        for (var i = 0; i < details; i++) _rows.Add(Row(node, isNode: false));
    }

    private int FreeLane()
    {
        var free = _lanes.IndexOf(null);
        if (free >= 0) return free;
        _lanes.Add(null);
        return _lanes.Count - 1;
    }

    private RailRow Row(int? node, bool isNode)
    {
        var pieces = new List<RailPiece>();
        foreach (var lane in _lanes)
        {
            pieces.Add(new RailPiece(lane is null ? ' ' : isNode && lane == node ? '●' : '│', lane));
            pieces.Add(new RailPiece(' ', null));
        }
        return new RailRow(pieces, node, isNode);
    }

    // The lines of what a container waits for, led together above its mark.
    private RailRow Join(int own, List<int> sources, List<int> ending)
    {
        var (first, last) = (Math.Min(own, sources[0]), Math.Max(own, sources[^1]));
        var pieces = new List<RailPiece>();
        for (var lane = 0; lane < _lanes.Count; lane++)
        {
            var (left, right) = (lane > first && lane <= last, lane >= first && lane < last);
            var isJoined = lane == own || sources.Contains(lane);
            var glyph = isJoined
                ? Corner(up: lane != own || sources.Contains(lane), down: lane == own || !ending.Contains(lane), left, right)
                : _lanes[lane] is not null ? '│' : left && right ? '─' : ' ';
            pieces.Add(new RailPiece(glyph, _lanes[lane]));
            pieces.Add(new RailPiece(right ? '─' : ' ', null));
        }
        return new RailRow(pieces, null, false);
    }

    private static char Corner(bool up, bool down, bool left, bool right) => (up, down, left, right) switch
    {
        (true, true, true, true) => '┼',
        (true, true, true, false) => '┤',
        (true, true, false, true) => '├',
        (true, false, true, true) => '┴',
        (true, false, true, false) => '╯',
        (true, false, false, true) => '╰',
        (false, true, true, true) => '┬',
        (false, true, true, false) => '╮',
        (false, true, false, true) => '╭',
        _ => '│',
    };
}
