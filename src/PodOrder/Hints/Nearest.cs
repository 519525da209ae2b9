namespace PodOrder.Hints;

/// <summary>Finds what a misspelt word was meant to be.</summary>
internal static class Nearest
{
    // No name that is ever proposed is longer: container names end at 63 characters (RFC 1123 labels).
    private const int LongestWord = 64;

    /// <summary>The candidate most like the word, or null when none is alike: more than half of its characters differ.</summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LongestWord)
            return null;
        var (best, distance) = candidates
            .Where(candidate => candidate.Length <= LongestWord)
            .Select(candidate => (candidate, Distance(word, candidate)))
            .DefaultIfEmpty((candidate: string.Empty, int.MaxValue))
            .MinBy(pair => pair.Item2);
        return distance <= Math.Max(1, word.Length / 2) && distance < word.Length ? best : null;
    }

    /// <summary>How many insertions, deletions, replacements and swaps of neighbours lead from one word to the other, whatever the case.</summary>
    private static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (Same(from[i - 1], to[j - 1]) ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        return rows[from.Length, to.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
