using PodOrder.Hints;
using PodOrder.Policies;

namespace PodOrder.Tests.Policies;

/// <summary>Draws sets of policies about the containers, labels and namespaces of drawn Pods.</summary>
internal sealed class PolicyMaker(Random random)
{
    private static readonly string[] Keys = ["app", "tier", "example.com/team"], Values = ["", "a", "b"];

    public IReadOnlyList<PodOrderPolicy> Make(IReadOnlyList<string> names) =>
        [.. Enumerable.Range(0, random.Next(1, 5)).Select(i => new PodOrderPolicy(
            $"{(char)random.Next('a', 'f')}{i}", Selector(), Selector(), [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Rule(names))], OnConflict.Skip))];

    public Dictionary<string, string> Labels() =>
        Keys.Where(_ => OneIn(2)).ToDictionary(key => key, _ => Pick(Values));

    private PolicyRule Rule(IReadOnlyList<string> names)
    {
        var after = Pick([.. names, "absent"]);
        return new(
            [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new ContainerGlob(OneIn(2) ? "*" : Pick([.. names.Where(name => name != after), "c*", "?1", "i*"])))],
            [new PolicyDependency(after, Pick(Enum.GetValues<Condition>()))]);
    }

    private LabelSelector Selector() => OneIn(2)
        ? LabelSelector.Everything
        : new LabelSelector([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Requirement(Pick(Enum.GetValues<LabelOperator>())))]);

    private LabelRequirement Requirement(LabelOperator operation) => new(
        Pick(Keys), operation, operation is LabelOperator.In or LabelOperator.NotIn ? [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(Values))] : []);

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    private bool OneIn(int number) => random.Next(number) == 0;
}
