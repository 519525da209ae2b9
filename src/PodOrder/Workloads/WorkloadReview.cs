using System.Text.Json;
using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Workloads;

/// <summary>What is said of a workload when it is applied, before it makes Pods.</summary>
/// <param name="Refusal">Why it is refused, or null.</param>
/// <param name="Warnings">Sentences for whoever applied it.</param>
public sealed record WorkloadReview(RefusedException? Refusal, IReadOnlyList<string> Warnings)
{
    private static readonly WorkloadReview _nothing = new(null, []);

    /// <summary>Reviews a workload, or an update of it.</summary>
    /// <param name="workload">The object as it is to be.</param>
    /// <param name="old">The object as it is, or null for a new one.</param>
    public static WorkloadReview Of(JsonElement workload, JsonElement? old)
    {
        if (PodTemplate.In(workload) is not [{ Kind.IsPod: false } template]) return _nothing;
        var before = old is { } it ? PodTemplate.In(it).FirstOrDefault() : null;
        var verdict = TemplateVerdict.Of(template.Pod);
        var misplaced = MisplacedHint.Of(template).Select(hint => hint.Sentence);
        if (verdict.Refusal is not { } refusal)
            return new WorkloadReview(null, [.. misplaced, .. verdict.Warnings.Select(warning => $"{template.HintPath}: {warning}")]);

        var sentence = $"{template.HintPath}: {refusal.Message}";
        return before is not null && IsSettled(before.Pod, template.Pod, refusal)
            ? new WorkloadReview(null, [.. misplaced, sentence])
            : new WorkloadReview(new RefusedException(refusal.Reason, sentence), [.. misplaced]);
    }

    // An update must not be refused for what was there before it: a workload that runs, though its hint is wrong, can still be
    // scaled, labelled and finalized. The verdict itself tells of every field that it depends on.
    private static bool IsSettled(JsonElement before, JsonElement after, RefusedException refusal) =>
        TemplateVerdict.Of(before).Refusal?.Message == refusal.Message
        && Hints(before).SequenceEqual(Hints(after))
        && Same(before, after, "containers")
        && Same(before, after, "initContainers");

    private static IEnumerable<KeyValuePair<string, string>> Hints(JsonElement template) =>
        new PodView(template).Annotations
            .Where(annotation => annotation.Key.StartsWith(HintKeys.Prefix, StringComparison.Ordinal))
            .OrderBy(annotation => annotation.Key, StringComparer.Ordinal);

    private static bool Same(JsonElement before, JsonElement after, string list)
    {
        var (one, other) = (before.Member("spec").Member(list), after.Member("spec").Member(list));
        return one.Exists() == other.Exists() && (!one.Exists() || one.MeansTheSameAs(other));
    }
}
