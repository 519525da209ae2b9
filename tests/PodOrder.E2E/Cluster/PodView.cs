namespace PodOrder.E2E.Cluster;

/// <summary>A Pod as the API server shows it.</summary>
internal sealed class PodView(JsonNode pod)
{
    public JsonNode Json => pod;

    public string Name => (string)pod["metadata"]!["name"]!;

    public string Uid => (string)pod["metadata"]!["uid"]!;

    public string Phase => (string?)pod["status"]?["phase"] ?? "";

    public bool IsReady => Conditions.Any(it => (string?)it!["type"] == "Ready" && (string?)it["status"] == "True");

    public bool HasEnded => Phase is "Succeeded" or "Failed";

    public bool IsInjected => (pod["spec"]!["initContainers"]?.AsArray() ?? []).Any(it => (string?)it!["name"] == "podorder-install");

    public string? Status => (string?)pod["metadata"]!["annotations"]?["podorder.io/status"];

    /// <summary>What became of it, in one line.</summary>
    public string Summary => $"{Phase} {string.Join(", ", (pod["status"]?["containerStatuses"]?.AsArray() ?? []).Select(it => $"{it!["name"]}: {it["state"]?.ToJsonString()} ×{it["restartCount"]}"))}";

    private JsonArray Conditions => pod["status"]?["conditions"]?.AsArray() ?? [];

    /// <summary>One of its containers, which may not have a status yet.</summary>
    public ContainerView this[string container] =>
        new((pod["status"]?["containerStatuses"]?.AsArray() ?? []).SingleOrDefault(it => (string?)it!["name"] == container));
}
