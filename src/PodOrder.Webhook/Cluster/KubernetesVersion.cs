using System.Globalization;
using System.Text.Json;

namespace PodOrder.Webhook.Cluster;

/// <summary>The version of a Kubernetes API server.</summary>
/// <param name="Major">Always 1 so far.</param>
/// <param name="Minor">Of <c>30+</c>, as some clouds write it, the number.</param>
internal readonly record struct KubernetesVersion(int Major, int Minor)
{
    /// <summary>The first one whose matchConditions (GA since 1.30) keep Pods that ask for nothing away from this server.</summary>
    public static readonly KubernetesVersion Oldest = new(1, 30);

    /// <summary>Whether PodOrder is made for it.</summary>
    public bool IsSupported => (Major, Minor).CompareTo((Oldest.Major, Oldest.Minor)) >= 0;

    /// <summary>Reads the answer of <c>GET /version</c>; null where it says nothing of use.</summary>
    public static KubernetesVersion? Of(JsonElement answer) =>
        Number(ObjectMetadata.Text(answer, "major")) is { } major && Number(ObjectMetadata.Text(answer, "minor")) is { } minor ? new KubernetesVersion(major, minor) : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static int? Number(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
