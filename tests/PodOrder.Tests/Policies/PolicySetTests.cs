using System.Text.Json.Nodes;
using CsCheck;
using PodOrder.Policies;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Policies;

public sealed class PolicySetTests
{
    [Fact]
    public void An_empty_set_matches_nothing() => Assert.Empty(PolicySet.Empty.Match(Pod.FromYaml("spec: {containers: [{name: a}]}"), Policy.NoLabels));

    [Fact]
    public void Matches_come_in_the_order_of_their_names()
    {
        var rule = "{containers: ['*'], after: [{name: a, condition: started}]}";
        var set = new PolicySet([Policy.Of("c", rule), Policy.Of("a", rule), Policy.Of("b", rule)]);
        Assert.Equal(["a", "b", "c"], set.Match(Pod.FromYaml("spec: {containers: [{name: a}]}"), Policy.NoLabels).Select(policy => policy.Name));
    }

    [Fact]
    public void The_index_finds_what_a_look_at_every_policy_finds() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        var maker = new PolicyMaker(random);
        string[] names = ["c0", "c1", "i0"];
        var policies = Enumerable.Range(0, 5).SelectMany(i => maker.Make(names).Select(policy => policy with { Name = $"{policy.Name}-{i}" })).ToList();
        var (labels, namespaceLabels) = (maker.Labels(), maker.Labels());
        var pod = new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))) },
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(new JsonObject { ["name"] = "c0" }, new JsonObject { ["name"] = random.Next(2) == 0 ? "c1" : "other" }),
                ["initContainers"] = new JsonArray(new JsonObject { ["name"] = random.Next(2) == 0 ? "i0" : "other-init" }),
            },
        };
        var there = new[] { "containers", "initContainers" }.SelectMany(list => pod["spec"]![list]!.AsArray()).Select(c => c!["name"]!.GetValue<string>()).ToHashSet();
        var expected = policies.OrderBy(policy => policy.Name, StringComparer.Ordinal).Where(policy =>
            policy.PodSelector.Matches(labels) && policy.NamespaceSelector.Matches(namespaceLabels) && policy.Rules.Any(rule => rule.After.Any(after => there.Contains(after.Name))));
        Assert.Equal(expected.Select(policy => policy.Name), new PolicySet(policies).Match(pod.ToElement(), namespaceLabels).Select(policy => policy.Name));
    }, iter: 2000);
}
