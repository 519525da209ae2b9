using System.Globalization;

namespace PodOrder.Webhook;

/// <summary>Durations as Kubernetes writes them: <c>10s</c>, <c>1m30s</c>, <c>500ms</c>.</summary>
public static class GoDuration
{
    private static readonly TimeSpan _longest = TimeSpan.FromDays(3650);

    /// <summary>Parses a duration that is not negative; anything beyond ten years counts as ten years.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text.IsEmpty)
            return false;
        while (!text.IsEmpty)
        {
            if (!TryTakePart(ref text, out var part))
                return false;
            duration = part < _longest - duration ? duration + part : _longest;
        }
        return true;
    }

    private static bool TryTakePart(ref ReadOnlySpan<char> text, out TimeSpan part)
    {
        part = TimeSpan.Zero;
        var digits = text.IndexOfAnyExcept("0123456789.");
        if (digits <= 0 || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;
        var (seconds, length) = Unit(text[digits..]);
        part = TimeSpan.FromSeconds(Math.Min(number * seconds, _longest.TotalSeconds));
        text = text[(digits + length)..];
        return length > 0;
    }

    private static (double Seconds, int Length) Unit(ReadOnlySpan<char> text) => text switch
    {
        ['m', 's', ..] => (0.001, 2),
        ['s', ..] => (1, 1),
        ['m', ..] => (60, 1),
        ['h', ..] => (3600, 1),
        _ => (0, 0),
    };
}
