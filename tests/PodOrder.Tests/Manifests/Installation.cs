using System.Text.Json.Nodes;

namespace PodOrder.Tests.Manifests;

/// <summary>The objects that one way of installing makes, in the order they are made in.</summary>
internal sealed class Installation
{
    private Installation(IReadOnlyList<JsonNode> all) => All = all;

    public IReadOnlyList<JsonNode> All { get; }

    public IEnumerable<JsonNode> Configurations => [Only("MutatingWebhookConfiguration"), Only("ValidatingWebhookConfiguration")];

    public IEnumerable<JsonNode> Webhooks => Configurations.SelectMany(it => it["webhooks"]!.AsArray()).OfType<JsonNode>();

    public JsonNode Pod => Only("Deployment")["spec"]!["template"]!["spec"]!;

    public JsonNode Container => Pod["containers"]!.AsArray().Single()!;

    public string[] Arguments => Strings(Container["args"]!);

    /// <summary>One of the ways by its name: self-managed or cert-manager.</summary>
    public static Installation By(string way) => way == "cert-manager"
        ? new([.. Repository.Documents("deploy/install-cert-manager.yaml"), .. Repository.Documents("certs/certificates.yaml")])
        : new([.. Repository.Documents("deploy/install.yaml")]);

    public JsonNode Only(string kind) => All.Single(it => Kind(it) == kind);

    public JsonNode Named(string kind, string name) => All.Single(it => Kind(it) == kind && Name(it) == name);

    public IEnumerable<JsonNode> OfKind(params string[] kinds) => All.Where(it => kinds.Contains(Kind(it)));

    public static JsonNode NamedIn(JsonNode list, string name) => list.AsArray().Single(it => Text(it!["name"]) == name)!;

    public static string Kind(JsonNode it) => Text(it["kind"]);

    public static string Name(JsonNode it) => Text(it["metadata"]!["name"]);

    public static string Text(JsonNode? value) => (string?)value ?? "";

    public static string[] Strings(JsonNode list) => [.. list.AsArray().Select(Text)];
}
