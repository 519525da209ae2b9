using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Facts;

/// <summary>YAML becomes JSON as kubectl makes it.</summary>
public sealed class YamlFacts
{
    [Theory]
    [InlineData("8080", "8080")]
    [InlineData("'8080'", "\"8080\"")]
    [InlineData("true", "true")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("off", "false")]
    [InlineData("0755", "493")]
    [InlineData("1.5", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData("10.88.0.1", "\"10.88.0.1\"")]
    [InlineData("2026-01-01", "\"2026-01-01\"")]
    [InlineData("~", "null")]
    [InlineData("[a, 1]", "[\"a\",1]")]
    [InlineData("|\n  a: b", "\"a: b\"")]
    public void A_scalar_gets_the_type_that_kubectl_gives_it(string yaml, string json) =>
        Assert.Equal($"{{\"key\":{json}}}", Yaml.Read($"key: {yaml}").ToJsonString());
}
