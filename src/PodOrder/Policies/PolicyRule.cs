namespace PodOrder.Policies;

/// <summary>Some containers wait for others.</summary>
/// <param name="Containers">Who waits.</param>
/// <param name="After">What they wait for; containers that a Pod does not have are skipped.</param>
public sealed record PolicyRule(IReadOnlyList<ContainerGlob> Containers, IReadOnlyList<PolicyDependency> After)
{
    /// <summary>Whether the rule names this container as a dependency.</summary>
    internal bool DependsOn(string container) => After.Any(dependency => dependency.Name == container);

    /// <summary>Whether the rule makes this container wait, as far as the rule by itself can tell.</summary>
    /// <param name="container">A regular container.</param>
    /// <param name="isDependency">Whether any matching rule waits for it.</param>
    internal bool Holds(string container, bool isDependency) => Containers.Any(glob =>
        glob.Matches(container) && !(glob.IsEverything && isDependency) && !(glob.IsPattern && DependsOn(container)));
}
