using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Workloads;

namespace PodOrder.Cli.Tests.Manifests;

/// <summary>Real Pods, each given an order of its containers.</summary>
internal static class Corpus
{
    private static readonly string _file = Repository.PathOf("../shared/corpus/multi-container.jsonl");

    public static bool IsThere => File.Exists(_file);

    /// <summary>Those that can be put in order by the start of their containers.</summary>
    public static IReadOnlyList<JsonNode> Ordered() =>
        [.. File.ReadLines(_file).Select(line => Order(JsonNode.Parse(line)!["pod"]!)).Where(pod => TemplateVerdict.Of(Element(pod)).Refusal is null)];

    private static JsonNode Order(JsonNode pod)
    {
        var names = pod["spec"]!["containers"]!.AsArray().Select(container => (string)container!["name"]!).ToList();
        foreach (var container in pod["spec"]!["containers"]!.AsArray()) container!["command"] ??= new JsonArray("/entry \"point\"", "a: b", "#c");
        var (metadata, (first, rest)) = (pod["metadata"]!.AsObject(), (names[0], names.Skip(1)));
        (metadata["annotations"] ??= new JsonObject())["podorder.io/order"] = $"{first}:started -> {string.Join(", ", rest)}";
        (pod["apiVersion"], pod["kind"]) = ("v1", "Pod");
        return pod.DeepClone();
    }

    private static JsonElement Element(JsonNode pod) => JsonDocument.Parse(pod.ToJsonString()).RootElement;
}
