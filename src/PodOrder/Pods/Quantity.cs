using System.Globalization;

namespace PodOrder.Pods;

/// <summary>Kubernetes quantities (apimachinery resource.Quantity), only to tell which is smaller.</summary>
internal static class Quantity
{
    /// <summary>Its value, or 0 for what is none.</summary>
    public static double Read(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExcept("+-.0123456789");
        // An exponent (1e3) is part of the number; a lone E is a suffix.
        if (digits < 0 || Factor(text[digits..]) is not { } factor) return Number(text);
        return Number(text[..digits]) * factor;
    }

    private static double Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static double? Factor(ReadOnlySpan<char> suffix) => suffix switch
    {
        "n" => 1e-9,
        "u" => 1e-6,
        "m" => 1e-3,
        "k" => 1e3,
        "M" => 1e6,
        "G" => 1e9,
        "T" => 1e12,
        "P" => 1e15,
        "E" => 1e18,
        "Ki" => 1024d,
        "Mi" => 1048576d,
        "Gi" => 1073741824d,
        "Ti" => 1099511627776d,
        "Pi" => 1125899906842624d,
        "Ei" => 1152921504606846976d,
        _ => null,
    };
}
