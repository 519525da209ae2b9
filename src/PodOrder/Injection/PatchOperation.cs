using System.Text.Json;

namespace PodOrder.Injection;

/// <summary>One operation of a JSON Patch (RFC 6902).</summary>
/// <param name="Op"><c>add</c>, <c>replace</c>, <c>remove</c> or <c>move</c>.</param>
/// <param name="Path">A JSON pointer (RFC 6901).</param>
/// <param name="Value">The value of <c>add</c> and <c>replace</c>, else null.</param>
/// <param name="From">Where <c>move</c> takes it from, else null.</param>
public sealed record PatchOperation(string Op, string Path, JsonElement? Value = null, string? From = null)
{
    internal static PatchOperation Read(JsonElement operation) => new(
        operation.GetProperty("op"u8).GetString()!,
        operation.GetProperty("path"u8).GetString()!,
        operation.TryGetProperty("value"u8, out var value) ? value : null,
        operation.TryGetProperty("from"u8, out var from) ? from.GetString() : null);
}
