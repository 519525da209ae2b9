namespace PodOrder.Policies;

/// <summary>Selects by labels as Kubernetes does: all requirements have to be met, and without any everything is selected.</summary>
/// <param name="Requirements">The requirements; an entry of <c>matchLabels</c> is an <see cref="LabelOperator.In"/> of one value.</param>
public sealed record LabelSelector(IReadOnlyList<LabelRequirement> Requirements)
{
    /// <summary>Selects everything.</summary>
    public static readonly LabelSelector Everything = new([]);

    /// <summary>Whether labels are selected.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in Requirements)
        {
            if (!requirement.IsMetBy(labels)) return false;
        }
        return true;
    }
}
