using PodOrder.Cli.Manifests;
using PodOrder.Workloads;

namespace PodOrder.Cli.Findings;

/// <summary>What is to be said of the Pods and Pod templates of manifests.</summary>
internal static class TemplateFindings
{
    /// <summary>All of a file.</summary>
    public static IEnumerable<Finding> Of(ManifestFile file) =>
        file.Documents.SelectMany(document => document.Templates.SelectMany(template => Of(file, document, template)));

    private static IEnumerable<Finding> Of(ManifestFile file, ManifestDocument document, PodTemplate template)
    {
        var verdict = TemplateVerdict.Of(template.Pod);
        var warnings = Warnings(file, document, template, verdict.Warnings);
        return verdict.Refusal is { } refusal ? warnings.Prepend(FindingPlaces.Of(file, document, template, refusal)) : warnings;
    }

    /// <summary>Hints where no Pod sees them, and what may surprise.</summary>
    public static IEnumerable<Finding> Warnings(ManifestFile file, ManifestDocument document, PodTemplate template, IReadOnlyList<string> warnings)
    {
        var workload = template.Pointer[..(template.Pointer.Length - template.Kind.TemplatePath.Sum(member => member.Length + 1))];
        foreach (var hint in MisplacedHint.Of(template))
        {
            var pointer = $"{workload}/{string.Join('/', hint.Path)}/{hint.Key.Replace("/", "~1")}";
            yield return FindingPlaces.At(file, document, template, pointer, Severity.Warning, hint.Sentence);
        }
        foreach (var warning in warnings)
            yield return FindingPlaces.At(file, document, template, $"{template.Pointer}/metadata/annotations", Severity.Warning, warning);
    }
}
