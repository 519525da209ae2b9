namespace PodOrder.Cli.Diffs;

/// <summary>The fewest edits that lead from some lines to others (E. Myers, "An O(ND) difference algorithm", 1986).</summary>
internal static class LineEdits
{
    public static IReadOnlyList<LineEdit> Between(string[] old, string[] now)
    {
        var trace = Trace(old, now);
        var edits = new List<LineEdit>();
        var (x, y) = (old.Length, now.Length);
        for (var depth = trace.Count - 1; depth > 0; depth--)
        {
            var reached = trace[depth - 1];
            var diagonal = x - y;
            var isInsertion = diagonal == -depth || (diagonal != depth && reached(diagonal - 1) < reached(diagonal + 1));
            var from = isInsertion ? diagonal + 1 : diagonal - 1;
            var (fromX, fromY) = (reached(from), reached(from) - from);
            while (x > fromX && y > fromY) edits.Add(new LineEdit(' ', old[--x], x, --y));
            edits.Add(isInsertion ? new LineEdit('+', now[--y], x, y) : new LineEdit('-', old[--x], x, y));
        }
        while (x > 0 && y > 0) edits.Add(new LineEdit(' ', old[--x], x, --y));
        edits.Reverse();
        return edits;
    }

    // How far each diagonal reaches with a number of edits.
    private static List<Func<int, int>> Trace(string[] old, string[] now)
    {
        var trace = new List<Func<int, int>>();
        var most = old.Length + now.Length;
        var furthest = new int[(2 * most) + 3];
        for (var depth = 0; depth <= most; depth++)
        {
            for (var diagonal = -depth; diagonal <= depth; diagonal += 2)
            {
                var down = diagonal == -depth || (diagonal != depth && furthest[most + diagonal] < furthest[most + diagonal + 2]);
                var x = down ? furthest[most + diagonal + 2] : furthest[most + diagonal] + 1;
                while (x < old.Length && x - diagonal < now.Length && old[x] == now[x - diagonal]) x++;
                furthest[most + diagonal + 1] = x;
                if (x < old.Length || x - diagonal < now.Length) continue;
                trace.Add(_ => 0);
                return trace;
            }
            var copy = furthest[(most - depth)..(most + depth + 3)];
            var offset = depth + 1;
            trace.Add(diagonal => copy[diagonal + offset]);
        }
        return trace;
    }
}
