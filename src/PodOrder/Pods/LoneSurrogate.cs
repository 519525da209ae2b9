using System.Globalization;

namespace PodOrder.Pods;

/// <summary>Finds <c>\u</c> escapes in JSON text that name half a character.</summary>
public static class LoneSurrogate
{
    private const int EscapeLength = 6;

    /// <summary>The offset of the first escape of a surrogate without its other half, or -1.</summary>
    public static int Find(ReadOnlySpan<byte> json)
    {
        var from = 0;
        while (NextSurrogateEscape(json, from) is var at and >= 0)
        {
            var paired = IsHigh(json[at..]) && IsLow(json[(at + EscapeLength)..]);
            if (!paired)
                return at;
            from = at + 2 * EscapeLength;
        }
        return -1;
    }

    private static int NextSurrogateEscape(ReadOnlySpan<byte> json, int from)
    {
        while (json[from..].IndexOf("\\u"u8) is var offset and >= 0)
        {
            var at = from + offset;
            if (!IsEscaped(json, at) && (IsHigh(json[at..]) || IsLow(json[at..])))
                return at;
            from = at + 2;
        }
        return -1;
    }

    // Backslashes occur only inside strings, so the parity of the run before this one tells whether it is itself escaped.
    private static bool IsEscaped(ReadOnlySpan<byte> json, int backslash)
    {
        var before = json[..backslash];
        var run = before.Length - (before.LastIndexOfAnyExcept((byte)'\\') + 1);
        return run % 2 == 1;
    }

    private static bool IsHigh(ReadOnlySpan<byte> escape) => Unit(escape) is >= 0xD800 and <= 0xDBFF;

    private static bool IsLow(ReadOnlySpan<byte> escape) => Unit(escape) is >= 0xDC00 and <= 0xDFFF;

    private static int Unit(ReadOnlySpan<byte> escape) =>
        escape.Length >= EscapeLength && escape.StartsWith("\\u"u8)
        && ushort.TryParse(escape[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? unit
            : -1;
}
