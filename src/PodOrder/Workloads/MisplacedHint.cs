using System.Text.Json;
using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Workloads;

/// <summary>A hint that stands where no Pod gets to see it: on a workload instead of its Pod template.</summary>
/// <param name="Key">The annotation's key.</param>
/// <param name="Path">Where it stands in the object, member by member, the key not included.</param>
/// <param name="Sentence">What is wrong and where to move it.</param>
public sealed record MisplacedHint(string Key, IReadOnlyList<string> Path, string Sentence)
{
    /// <summary>Those of one object.</summary>
    public static IReadOnlyList<MisplacedHint> Of(PodTemplate template) =>
        [.. from path in Metadata(template.Kind) from key in KeysAt(template.Workload, path) select new MisplacedHint(key, path, Say(template.Kind, path, key))];

    // Each metadata above the template's own: the object's, and that of a CronJob's Jobs.
    private static IEnumerable<string[]> Metadata(WorkloadKind kind)
    {
        for (var depth = 0; depth < kind.TemplatePath.Count; depth++)
        {
            if (depth == 0 || kind.TemplatePath[depth - 1].EndsWith("emplate", StringComparison.Ordinal))
                yield return [.. kind.TemplatePath.Take(depth), "metadata", "annotations"];
        }
    }

    private static IEnumerable<string> KeysAt(JsonElement workload, string[] path)
    {
        var annotations = path.Aggregate(workload, (json, member) => json.Member(member));
        return annotations.ValueKind == JsonValueKind.Object
            ? annotations.EnumerateObject().Select(annotation => annotation.Name).Where(key => key.StartsWith(HintKeys.Prefix, StringComparison.Ordinal))
            : [];
    }

    private static string Say(WorkloadKind kind, string[] path, string key)
    {
        var here = path.Length == 2 ? $"the {kind.Name} itself" : $"{string.Join('.', path.SkipLast(1))}";
        return $"{Quote.Escape(key)} on {here} orders nothing; move it to {string.Join('.', kind.TemplatePath)}.metadata";
    }
}
