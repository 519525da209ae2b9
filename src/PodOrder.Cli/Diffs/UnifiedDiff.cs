namespace PodOrder.Cli.Diffs;

/// <summary>The lines in which two texts differ, with three lines around them, as <c>diff -u</c> writes them.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The lines of the diff, each with its sign before it; empty where the texts are the same.</summary>
    public static IReadOnlyList<string> Of(string name, string before, string after)
    {
        if (before == after) return [];
        var (old, now) = (Lines(before), Lines(after));
        var edits = LineEdits.Between(old, now);
        var diff = new List<string> { $"--- {name}", $"+++ {name} (injected)" };
        foreach (var hunk in Hunks(edits)) diff.AddRange(Print(hunk));
        return diff;
    }

    private static IEnumerable<IReadOnlyList<LineEdit>> Hunks(IReadOnlyList<LineEdit> edits)
    {
        for (var i = 0; i < edits.Count; i++)
        {
            if (edits[i].Sign == ' ') continue;
            var (start, end) = (Math.Max(0, i - Context), i);
            for (var quiet = 0; i < edits.Count && quiet <= 2 * Context; i++)
            {
                if (edits[i].Sign == ' ') quiet++;
                else (quiet, end) = (0, i);
            }
            yield return [.. edits.Take(Math.Min(edits.Count, end + 1 + Context)).Skip(start)];
            i = end + Context;
        }
    }

    private static IEnumerable<string> Print(IReadOnlyList<LineEdit> hunk)
    {
        var (old, now) = (hunk.Count(edit => edit.Sign != '+'), hunk.Count(edit => edit.Sign != '-'));
        yield return $"@@ -{Start(hunk[0].Old, old)},{old} +{Start(hunk[0].New, now)},{now} @@";
        foreach (var edit in hunk) yield return edit.Sign + edit.Text;
    }

    private static int Start(int index, int count) => count == 0 ? index : index + 1;

    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : [.. lines[..^1], lines[^1] + "\n\\ No newline at end of file"];
    }
}
