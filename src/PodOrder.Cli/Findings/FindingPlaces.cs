using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PodOrder.Cli.Manifests;
using PodOrder.Hints;
using PodOrder.Workloads;

namespace PodOrder.Cli.Findings;

/// <summary>Finds the place in a file that a finding is about.</summary>
internal static partial class FindingPlaces
{
    /// <summary>A finding about what a pointer names.</summary>
    public static Finding At(ManifestFile file, ManifestDocument document, PodTemplate template, string pointer, Severity severity, string message)
    {
        var (line, column) = document.PlaceOf(pointer);
        return new Finding(file.Name, line, column, severity, Subject(template), message);
    }

    /// <summary>A refusal: at the character that it names, else at the annotation that it names, else at the first hint.</summary>
    public static Finding Of(ManifestFile file, ManifestDocument document, PodTemplate template, RefusedException refused)
    {
        var hints = Hints(template).ToList();
        var named = Key().Matches(refused.Message).Select(match => match.Value).FirstOrDefault(hints.Contains) ?? hints.FirstOrDefault();
        var pointer = named is null ? template.Pointer : $"{template.Pointer}/metadata/annotations/{named.Replace("/", "~1")}";
        var at = Character().Match(refused.Message);
        if (!at.Success) return At(file, document, template, pointer, Severity.Error, refused.Message);
        var (line, column) = document.PlaceIn(pointer, at.Groups["line"].Success ? Number(at.Groups["line"]) : 1, Number(at.Groups["character"]));
        return new Finding(file.Name, line, column, Severity.Error, Subject(template), refused.Message);
    }

    /// <summary>How an object is called: <c>Deployment/shop</c>.</summary>
    public static string Subject(PodTemplate template) => template.Name.Length > 0 ? $"{template.Kind.Name}/{template.Name}" : template.Kind.Name;

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Hints(PodTemplate template) =>
        template.Pod.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("annotations", out var annotations) && annotations.ValueKind == JsonValueKind.Object
            ? annotations.EnumerateObject().Select(annotation => annotation.Name).Where(key => key.StartsWith(HintKeys.Prefix, StringComparison.Ordinal) && key != HintKeys.Status)
            : [];

    [GeneratedRegex("podorder\\.io/[a-zA-Z0-9._-]+")]
    private static partial Regex Key();

    [GeneratedRegex("at (line (?<line>[0-9]{1,6}), )?character (?<character>[0-9]{1,6})\\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Character();
}
