using System.Text.Json.Nodes;
using CsCheck;
using PodOrder.Policies;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Policies;

/// <summary>Whatever stands in a policy object, reading it comes to a policy or to a sentence: the server has to go on with the other policies.</summary>
public sealed class DistortedPolicyTests
{
    private const string Sound = """
        apiVersion: podorder.io/v1alpha1
        kind: PodOrderPolicy
        metadata: {name: p, generation: 1}
        spec:
          namespaceSelector: {matchLabels: {team: shop}, matchExpressions: [{key: a/b, operator: In, values: [x, ""]}]}
          podSelector: {matchExpressions: [{key: c, operator: DoesNotExist}]}
          onConflict: Deny
          rules:
          - {containers: ["*", "web-?"], after: [{name: proxy, condition: ready}, {name: vault, condition: started}]}
          - {containers: [proxy], after: [{name: vault, condition: completed}]}
        """;

    private static readonly string[] Words = ["", "*", "a", "proxy", "ready", "In", "Exists", "\u0000", "é漢字🙂", "-", "*****************************************************************", "spec", "Deny"];

    [Fact]
    public void A_distorted_policy_is_read_or_refused_with_a_sentence()
    {
        int read = 0, refused = 0;
        Gen.Int.Sample(seed =>
        {
            var policy = Yaml.Read(Sound);
            var random = new Random(seed);
            for (var i = random.Next(3); i >= 0; i--) Distort(policy, random);
            var reading = PolicyReader.Read(policy.ToElement());
            Assert.True(reading.Policy is null != reading.Fault is null);
            Interlocked.Increment(ref reading.Policy is null ? ref refused : ref read);
            if (reading.Fault is { } fault) Assert.Matches("^spec[^\\n]{10,600}$", fault.Message);
            else _ = new PolicySet([reading.Policy!]).Match(Pod.FromYaml("spec: {containers: [{name: proxy}]}"), Policy.NoLabels);
        }, iter: 2000);
        Assert.InRange(read, 100, 2000);
        Assert.InRange(refused, 100, 2000);
    }

    // Somewhere below, a value becomes another one, goes, comes twice, or moves under another name.
    private static void Distort(JsonNode node, Random random)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                var (name, value) = map.ElementAt(random.Next(map.Count));
                if (value is not null && random.Next(4) > 0) { Distort(value, random); return; }
                map.Remove(name);
                if (random.Next(2) == 0) map[Words[random.Next(Words.Length)]] = random.Next(2) == 0 ? value?.DeepClone() : Anything(random);
                else if (random.Next(2) == 0) map[name] = Anything(random);
                break;
            case JsonArray { Count: > 0 } list:
                var index = random.Next(list.Count);
                if (list[index] is { } item && random.Next(4) > 0) { Distort(item, random); return; }
                if (random.Next(2) == 0) list.Add(list[index]?.DeepClone());
                else list[index] = Anything(random);
                break;
            case JsonValue text:
                text.ReplaceWith(Words[random.Next(Words.Length)]);
                break;
        }
    }

    private static JsonNode? Anything(Random random) => random.Next(6) switch
    {
        0 => null,
        1 => 1.5e300,
        2 => true,
        3 => new JsonArray(Words[random.Next(Words.Length)]),
        4 => new JsonObject { [Words[random.Next(Words.Length)]] = "x" },
        _ => Words[random.Next(Words.Length)],
    };
}
