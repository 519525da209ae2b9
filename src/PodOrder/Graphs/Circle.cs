namespace PodOrder.Graphs;

/// <summary>Finds containers that wait for each other in a circle.</summary>
internal static class Circle
{
    /// <summary>The first circle, its first container repeated at the end (<c>a, b, a</c>: a starts before b, b before a), or null.</summary>
    public static IReadOnlyList<string>? Find(OrderGraph graph)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        foreach (var edge in graph.Edges)
        {
            if (Walk(edge.Dependency) is { } circle) return circle;
        }
        return null;

        IReadOnlyList<string>? Walk(string name)
        {
            if (done.Contains(name)) return null;
            var seen = path.IndexOf(name);
            if (seen >= 0) return [.. path[seen..], name];
            path.Add(name);
            foreach (var edge in graph.WaitsFor(name))
            {
                if (Walk(edge.Waiter) is { } circle) return circle;
            }
            path.RemoveAt(path.Count - 1);
            done.Add(name);
            return null;
        }
    }
}
