namespace PodOrder.Gate.Flags;

/// <summary>Durations in milliseconds, spelt as Kubernetes spells them: <c>90s</c>, <c>1m30s</c>, <c>1.5s</c>, <c>500ms</c>.</summary>
internal static class Duration
{
    private const long Second = 1_000, Minute = 60 * Second, Hour = 60 * Minute;
    private const long Longest = 1_000_000 * Hour;

    /// <summary>Reads a duration; one without a unit, other than 0, is none (Go: time.ParseDuration).</summary>
    public static bool TryParse(string text, out long milliseconds)
    {
        milliseconds = 0;
        if (text == "0") return true;

        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            long count = 0, scale = 0; // scale: 10 to the power of the digits behind the point; 0 before it
            for (; at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '.' && scale == 0)); at++)
                if (text[at] == '.') scale = 1;
                else if (count < Longest)
                {
                    count = (count * 10) + (text[at] - '0');
                    scale *= 10;
                }
            if (at == start || !TryUnit(text, ref at, out var unit) || count > Longest / unit * Math.Max(scale, 1)) return false;
            milliseconds += count * unit / Math.Max(scale, 1);
        }
        return at > 0 && milliseconds <= Longest;
    }

    /// <summary>Spells a duration for a person: <c>0.4s</c>, <c>12.3s</c>, <c>40s</c>, <c>2m5s</c>, <c>3h0m</c>.</summary>
    public static string Format(long milliseconds) => milliseconds switch
    {
        < Minute when milliseconds % Second >= 50 => $"{Number.Format(milliseconds / Second)}.{Number.Format(milliseconds % Second / 100)}s",
        < Minute => $"{Number.Format(milliseconds / Second)}s",
        < Hour => $"{Number.Format(milliseconds / Minute)}m{Number.Format(milliseconds % Minute / Second)}s",
        _ => $"{Number.Format(milliseconds / Hour)}h{Number.Format(milliseconds % Hour / Minute)}m",
    };

    private static bool TryUnit(string text, ref int at, out long unit)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiLetter(text[at])) at++;
        unit = text[start..at] switch
        {
            "ms" => 1,
            "s" => Second,
            "m" => Minute,
            "h" => Hour,
            _ => 0,
        };
        return unit > 0;
    }
}
