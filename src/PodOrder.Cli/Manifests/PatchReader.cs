using System.Text.Json.Nodes;

namespace PodOrder.Cli.Manifests;

/// <summary>Reads a JSON Patch document, the same bytes that the webhook answers with.</summary>
internal static class PatchReader
{
    public static IReadOnlyList<TextOperation> Read(byte[] document) =>
        [.. JsonNode.Parse(document)!.AsArray().Select(operation => new TextOperation(
            (string)operation!["op"]!, (string)operation["path"]!, operation["value"]?.DeepClone(), (string?)operation["from"]))];
}
