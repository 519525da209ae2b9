using System.Text.Json.Nodes;

namespace PodOrder.Cli.Manifests;

/// <summary>One operation of a JSON Patch (RFC 6902) that is to be carried out on text.</summary>
/// <param name="Op"><c>add</c>, <c>replace</c>, <c>remove</c> or <c>move</c>.</param>
/// <param name="Path">A JSON pointer.</param>
/// <param name="Value">The value of <c>add</c> and <c>replace</c>.</param>
/// <param name="From">Where <c>move</c> takes it from.</param>
internal sealed record TextOperation(string Op, string Path, JsonNode? Value, string? From);
