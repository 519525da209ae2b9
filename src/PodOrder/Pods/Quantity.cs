using System.Globalization;

namespace PodOrder.Pods;

/// <summary>Kubernetes quantities (apimachinery resource.Quantity), only to tell which is smaller.</summary>
internal static class Quantity
{
    private static readonly IReadOnlyDictionary<string, double> Suffixes = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["n"] = 1e-9, ["u"] = 1e-6, ["m"] = 1e-3, [""] = 1, ["k"] = 1e3, ["M"] = 1e6, ["G"] = 1e9, ["T"] = 1e12, ["P"] = 1e15, ["E"] = 1e18,
        ["Ki"] = 1024d, ["Mi"] = 1048576d, ["Gi"] = 1073741824d, ["Ti"] = 1099511627776d, ["Pi"] = 1125899906842624d, ["Ei"] = 1152921504606846976d,
    };

    /// <summary>Its value, or 0 for what is none.</summary>
    public static double Read(string? text)
    {
        if (text is null) return 0;
        // An exponent (1e3) is part of the number; a lone E is a suffix.
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain)) return plain;
        var digits = text.AsSpan().IndexOfAnyExcept("+-.0123456789");
        return digits > 0 && Suffixes.TryGetValue(text[digits..], out var factor)
            && double.TryParse(text.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number * factor : 0;
    }
}
