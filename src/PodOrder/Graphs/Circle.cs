namespace PodOrder.Graphs;

/// <summary>Finds containers that wait for each other in a circle.</summary>
internal static class Circle
{
    /// <summary>The first circle, its first container repeated at the end (<c>a, b, a</c>: a starts before b, b before a), or null.</summary>
    public static IReadOnlyList<string>? Find(IReadOnlyList<Edge> edges)
    {
        var waiters = edges.ToLookup(e => e.Dependency, e => e.Waiter, StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in edges.Select(e => e.Dependency))
        {
            if (Walk(start, []) is { } circle) return circle;
        }
        return null;

        IReadOnlyList<string>? Walk(string name, List<string> path)
        {
            var seen = path.IndexOf(name);
            if (seen >= 0) return [.. path[seen..], name];
            if (done.Contains(name)) return null;
            path.Add(name);
            foreach (var next in waiters[name])
            {
                if (Walk(next, path) is { } circle) return circle;
            }
            path.RemoveAt(path.Count - 1);
            done.Add(name);
            return null;
        }
    }
}
