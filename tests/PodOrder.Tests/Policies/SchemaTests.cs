using System.Text.Json.Nodes;
using PodOrder.Hints;
using PodOrder.Policies;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Policies;

/// <summary>What the API server takes by the schema is what the server reads; a field that one of them does not know would be lost silently.</summary>
public sealed class SchemaTests
{
    private static readonly JsonNode Schema = Yaml.Read(File.ReadAllText(Repository.PathOf("deploy/helm/files/podorderpolicy-crd.yaml")));
    private static readonly JsonNode Version = Schema["spec"]!["versions"]![0]!;
    private static readonly JsonNode Spec = Version["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!;

    [Fact]
    public void The_schema_knows_the_conditions_that_a_policy_may_name() =>
        Assert.Equal(Enum.GetValues<Condition>().Select(ConditionWords.ToWord), Texts(Rule()["after"]!["items"]!["properties"]!["condition"]!["enum"]!));

    [Fact]
    public void The_schema_knows_what_may_become_of_a_Pod() =>
        Assert.Equal(Enum.GetNames<OnConflict>(), Texts(Spec["properties"]!["onConflict"]!["enum"]!));

    [Fact]
    public void The_schema_knows_the_operators_of_selectors() => Assert.All((string[])["namespaceSelector", "podSelector"], selector => Assert.Equal(
        Enum.GetNames<LabelOperator>(), Texts(Spec["properties"]![selector]!["properties"]!["matchExpressions"]!["items"]!["properties"]!["operator"]!["enum"]!)));

    [Fact]
    public void A_policy_as_large_as_the_schema_allows_is_read()
    {
        var rules = new JsonArray([.. Enumerable.Range(0, Most(Spec["properties"]!["rules"]!)).Select(_ => new JsonObject
        {
            ["containers"] = new JsonArray([.. Enumerable.Range(0, Most(Rule()["containers"]!)).Select(i => JsonValue.Create($"w{i}"))]),
            ["after"] = new JsonArray([.. Enumerable.Range(0, Most(Rule()["after"]!)).Select(i => new JsonObject { ["name"] = $"d{i}", ["condition"] = "ready" })]),
        })]);
        Assert.Null(PolicyReader.Read(Of(rules)).Fault);
        rules.Add(rules[0]!.DeepClone());
        Assert.Equal("spec.rules: the list has 33 items; write at most 32", PolicyReader.Read(Of(rules)).Fault!.Message);
    }

    [Fact]
    public void Every_field_is_described() => AssertDescribed("spec", Spec);

    private static System.Text.Json.JsonElement Of(JsonArray rules) =>
        new JsonObject { ["metadata"] = new JsonObject { ["name"] = "p" }, ["spec"] = new JsonObject { ["rules"] = rules.DeepClone() } }.ToElement();

    private static void AssertDescribed(string path, JsonNode schema)
    {
        if (!path.EndsWith(".values.items", StringComparison.Ordinal) && !path.EndsWith(".containers.items", StringComparison.Ordinal))
            Assert.True(schema["description"] is not null, $"{path} has no description");
        foreach (var (name, property) in schema["properties"] as JsonObject ?? []) AssertDescribed($"{path}.{name}", property!);
        if (schema["items"] is { } items) AssertDescribed($"{path}.items", items);
    }

    private static JsonNode Rule() => Spec["properties"]!["rules"]!["items"]!["properties"]!;

    private static int Most(JsonNode list) => (int)list["maxItems"]!.GetValue<long>();

    private static IEnumerable<string> Texts(JsonNode list) => list.AsArray().Select(item => item!.GetValue<string>());
}
