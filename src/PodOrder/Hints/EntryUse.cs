namespace PodOrder.Hints;

/// <summary>Refuses entries of <c>ready</c> and <c>command</c> that nobody uses: most often a misspelt name, which would silently change what is waited for.</summary>
internal static class EntryUse
{
    /// <summary>The hint, if all of its entries are used.</summary>
    /// <exception cref="RefusedException">One is not.</exception>
    public static Hint Check(Hint hint)
    {
        if (hint.Ready.Count + hint.Command.Count == 0)
            return hint;
        var dependencies = hint.Stages.SkipLast(1).SelectMany(stage => stage).Select(item => (item.Name, item.Condition))
            .Concat(hint.DependsOn.Select(item => (item.Name, item.Condition)))
            .ToLookup(item => item.Name, item => item.Condition, StringComparer.Ordinal);
        foreach (var name in hint.Ready.Keys.Where(name => !dependencies[name].Any(condition => condition is null or Condition.Ready)))
            throw Unused(HintKeys.Ready, name, "nobody waits for it to be ready", dependencies.Contains(name)
                ? $"{name}:ready"
                : Nearest.To(name, dependencies.Select(group => group.Key)));

        var taking = hint.Stages.SelectMany(stage => stage).Select(item => item.Name)
            .Concat(hint.DependsOn.SelectMany(item => new[] { item.Waiter, item.Name }))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var name in hint.Command.Keys.Where(name => !taking.Contains(name)))
            throw Unused(HintKeys.Command, name, "it takes no part in the order", Nearest.To(name, taking));
        return hint;
    }

    private static RefusedException Unused(string key, string name, string why, string? instead) => new(
        RefusalReason.Container,
        $"{key}: the entry of {Quote.Of(name)} is used by nobody, {why}; {(instead is null ? string.Empty : $"write {Quote.Of(instead)}, or ")}take the entry out");
}
