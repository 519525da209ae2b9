using System.Text;
using PodOrder.Graphs;
using PodOrder.Hints;

namespace PodOrder.Plans;

/// <summary>Says a plan in one line, the same in the status annotation, the audit log and the command line: <c>web ⇐ db ready, proxy ready (policy proxies-first)</c>.</summary>
internal static class PlanText
{
    public static string Of(Plan plan)
    {
        var text = new StringBuilder();
        foreach (var (waiter, edges) in plan.Graph.Waiters)
        {
            Begin(text).Append(waiter).Append(" ⇐ ");
            for (var i = 0; i < edges.Count; i++) text.Append(i == 0 ? "" : ", ").AppendWait(edges[i]);
        }
        if (plan.Graph.Unresolved.Count > 0) Begin(text).Append("not there yet: ").AppendJoin(", ", plan.Graph.Unresolved);
        foreach (var wait in plan.Policies.Skipped) Begin(text).Append("not kept: ").Append(wait.Edge.Waiter).Append(" ⇐ ").AppendWait(wait.Edge).Append(", ").Append(wait.Why);
        return text.ToString();
    }

    private static StringBuilder Begin(StringBuilder text) => text.Length == 0 ? text : text.Append("; ");

    private static StringBuilder AppendWait(this StringBuilder text, Edge edge)
    {
        text.Append(edge.Dependency).Append(' ').Append(edge.Condition.ToWord());
        return edge.Policy is null ? text : text.Append(" (policy ").Append(edge.Policy).Append(')');
    }

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
