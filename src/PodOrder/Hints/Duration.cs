using System.Globalization;

namespace PodOrder.Hints;

/// <summary>Durations as Kubernetes and Go spell them: <c>90s</c>, <c>10m</c>, <c>1h30m</c>, <c>500ms</c>; whole numbers only.</summary>
public static class Duration
{
    /// <summary>The duration, or null when the text is none, or one beyond what a TimeSpan holds.</summary>
    public static TimeSpan? Read(string text)
    {
        if (text.Length == 0)
            return null;
        decimal milliseconds = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            // Twelve digits of hours are more than any TimeSpan, and far less than any decimal.
            if (digits is < 1 or > 12)
                return null;
            var (length, factor) = Unit(rest[digits..]);
            if (length == 0)
                return null;
            milliseconds += decimal.Parse(rest[..digits], CultureInfo.InvariantCulture) * factor;
            rest = rest[(digits + length)..];
        }
        return milliseconds <= (decimal)TimeSpan.MaxValue.TotalMilliseconds - 1 ? TimeSpan.FromMilliseconds((long)milliseconds) : null;
    }

    /// <summary>The shortest spelling; a duration is taken in whole milliseconds.</summary>
    public static string Print(TimeSpan duration)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Part((long)duration.TotalHours, "h")}{Part(duration.Minutes, "m")}{Part(duration.Seconds, "s")}{Part(duration.Milliseconds, "ms")}");
        return text.Length == 0 ? "0s" : text;
    }

    private static string Part(long number, string unit) => number == 0 ? string.Empty : number.ToString(CultureInfo.InvariantCulture) + unit;

    private static (int Length, long Milliseconds) Unit(ReadOnlySpan<char> text) =>
        text.StartsWith("ms") ? (2, 1)
        : text.StartsWith("s") ? (1, 1_000)
        : text.StartsWith("m") ? (1, 60_000)
        : text.StartsWith("h") ? (1, 3_600_000)
        : (0, 0);
}
