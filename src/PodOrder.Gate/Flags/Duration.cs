using System.Globalization;

namespace PodOrder.Gate.Flags;

/// <summary>Durations in milliseconds, spelt as Kubernetes spells them: <c>90s</c>, <c>1m30s</c>, <c>500ms</c>.</summary>
internal static class Duration
{
    private const long Second = 1_000, Minute = 60 * Second, Hour = 60 * Minute;

    /// <summary>Reads a duration; one without a unit, other than 0, is none (time.ParseDuration).</summary>
    public static bool TryParse(string text, out long milliseconds)
    {
        milliseconds = 0;
        if (text == "0") return true;
        if (text.Length == 0) return false;

        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
            var number = text.AsSpan(start, at - start);
            start = at;
            while (at < text.Length && char.IsAsciiLetter(text[at])) at++;
            if (UnitOf(text.AsSpan(start, at - start)) is not { } unit
                || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                || count > long.MaxValue / Hour / 2)
                return false;
            milliseconds += (long)(count * unit);
        }
        return true;
    }

    /// <summary>Spells a duration for a person: <c>0.4s</c>, <c>12.3s</c>, <c>40s</c>, <c>2m5s</c>, <c>3h0m</c>.</summary>
    public static string Format(long milliseconds) => milliseconds switch
    {
        < Minute when milliseconds % Second >= 50 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / Second}.{milliseconds % Second / 100}s"),
        < Minute => $"{milliseconds / Second}s",
        < Hour => $"{milliseconds / Minute}m{milliseconds % Minute / Second}s",
        _ => $"{milliseconds / Hour}h{milliseconds % Hour / Minute}m",
    };

    private static long? UnitOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => 1,
        "s" => Second,
        "m" => Minute,
        "h" => Hour,
        _ => null,
    };
}
