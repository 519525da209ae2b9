using System.Text;
using PodOrder.Graphs;
using PodOrder.Hints;

namespace PodOrder.Plans;

/// <summary>Says a plan in one line, the same in the status annotation, the audit log and the command line: <c>web ⇐ db ready, proxy ready (policy proxies-first)</c>.</summary>
internal static class PlanText
{
    public static string Of(Plan plan)
    {
        var waits = plan.Graph.Edges.GroupBy(e => e.Waiter)
            .Select(waiter => $"{waiter.Key} ⇐ {string.Join(", ", waiter.Select(Of))}");
        var missing = plan.Graph.Unresolved.Count == 0 ? [] : new[] { $"not there yet: {string.Join(", ", plan.Graph.Unresolved)}" };
        var skipped = plan.Policies.Skipped.Select(wait => $"not kept: {wait.Edge.Waiter} ⇐ {Of(wait.Edge)}, {wait.Why}");
        return string.Join("; ", waits.Concat(missing).Concat(skipped));
    }

    private static string Of(Edge edge) => $"{edge.Dependency} {edge.Condition.ToWord()}{(edge.Policy is null ? "" : $" (policy {edge.Policy})")}";

    /// <summary>The text cut to a number of UTF-8 bytes, with an ellipsis where something is missing.</summary>
    public static string Shorten(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes) return text;
        var kept = new StringBuilder();
        var room = bytes - Encoding.UTF8.GetByteCount("…");
        foreach (var rune in text.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0) break;
            kept.Append(rune.ToString());
        }
        return kept.Append('…').ToString();
    }
}
