using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.JsonPatch.SystemTextJson;
using PodOrder.Injection;

namespace PodOrder.Tests.Manifests;

/// <summary>Pods for tests: read from YAML, injected, patched by an independent judge.</summary>
internal static class Pod
{
    public static readonly InjectionOptions Options = new("registry.example/podorder/gate:1");

    public static JsonElement FromYaml(string yaml) => Yaml.Read(yaml).ToElement();

    public static JsonElement ToElement(this JsonNode node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }

    public static JsonNode ToTree(this JsonElement element) => JsonNode.Parse(element.GetRawText())!;

    public static InjectionResult Inject(JsonElement pod) => PodInjector.Inject(pod, Options);

    /// <summary>The Pod after the injection.</summary>
    public static JsonElement Injected(JsonElement pod) => Apply(pod, Inject(pod));

    /// <summary>Applies the patch as Microsoft's JSON Patch understands it.</summary>
    public static JsonElement Apply(JsonElement pod, InjectionResult result)
    {
        var tree = pod.ToTree().AsObject();
        JsonSerializer.Deserialize<JsonPatchDocument>(result.PatchToUtf8())!.ApplyTo(tree);
        return tree.ToElement();
    }

    public static string Refusal(string yaml) => Assert.Throws<RefusedException>(() => Inject(FromYaml(yaml))).Message;

    public static void Same(JsonElement expected, JsonElement actual) =>
        Assert.True(JsonNode.DeepEquals(expected.ToTree(), actual.ToTree()), $"expected\n{YamlWriting.Write(expected.ToTree())}\nactual\n{YamlWriting.Write(actual.ToTree())}");
}
