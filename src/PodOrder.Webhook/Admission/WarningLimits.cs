using System.Globalization;

namespace PodOrder.Webhook.Admission;

/// <summary>
/// Fits warnings into what the API server passes on (apiserver, endpoints/filters/warning.go): beyond 4,096 characters, those of other
/// webhooks included, it cuts each to 256 and drops the rest without a word.
/// </summary>
public static class WarningLimits
{
    /// <summary>The longest warning.</summary>
    public const int MaxLength = 256;

    /// <summary>All of ours: half of what there is, since others may have something to say as well.</summary>
    public const int MaxTotalLength = 2048;

    // Room for the line that tells of the others.
    private const int Reserve = 64;

    /// <summary>The warnings, long ones cut, and the last one telling how many are left out.</summary>
    public static IReadOnlyList<string> Fit(IReadOnlyList<string> warnings)
    {
        if (warnings.Count == 0 || (warnings.Sum(it => it.Length) <= MaxTotalLength && warnings.All(it => it.Length <= MaxLength)))
            return warnings;
        var fitting = new List<string>();
        var left = MaxTotalLength - Reserve;
        foreach (var warning in warnings.Select(Cut))
        {
            left -= warning.Length;
            if (left < 0)
                return [.. fitting, string.Create(CultureInfo.InvariantCulture, $"PodOrder has {warnings.Count - fitting.Count} more warnings about this Pod")];
            fitting.Add(warning);
        }
        return fitting;
    }

    private static string Cut(string warning)
    {
        if (warning.Length <= MaxLength)
            return warning;
        var end = char.IsHighSurrogate(warning[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1;
        return warning[..end] + "…";
    }
}
