namespace PodOrder.Policies;

/// <summary>One requirement of a selector.</summary>
/// <param name="Key">The label.</param>
/// <param name="Operator">How it is held against the values.</param>
/// <param name="Values">The values; empty for <see cref="LabelOperator.Exists"/> and <see cref="LabelOperator.DoesNotExist"/>.</param>
public sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    /// <summary>Whether labels fulfil it (apimachinery labels.Requirement.Matches).</summary>
    public bool IsMetBy(IReadOnlyDictionary<string, string> labels) => Operator switch
    {
        LabelOperator.In => labels.TryGetValue(Key, out var value) && Values.Contains(value),
        LabelOperator.NotIn => !labels.TryGetValue(Key, out var value) || !Values.Contains(value),
        LabelOperator.Exists => labels.ContainsKey(Key),
        _ => !labels.ContainsKey(Key),
    };
}
