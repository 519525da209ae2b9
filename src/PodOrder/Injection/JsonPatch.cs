using System.Collections;
using System.Text.Json;

namespace PodOrder.Injection;

/// <summary>A JSON Patch (RFC 6902) as the bytes that are sent; read as operations by whoever wants to look at them.</summary>
public sealed class JsonPatch : IReadOnlyList<PatchOperation>
{
    /// <summary>Changes nothing.</summary>
    public static readonly JsonPatch Empty = new("[]"u8.ToArray(), 0);

    private readonly byte[] _utf8;
    private PatchOperation[]? _operations;

    internal JsonPatch(byte[] utf8, int count) => (_utf8, Count) = (utf8, count);

    /// <summary>How many operations there are.</summary>
    public int Count { get; }

    /// <summary>The document.</summary>
    public byte[] Utf8 => _utf8;

    /// <inheritdoc/>
    public PatchOperation this[int index] => Operations[index];

    private PatchOperation[] Operations => _operations ??= Read();

    /// <inheritdoc/>
    public IEnumerator<PatchOperation> GetEnumerator() => ((IEnumerable<PatchOperation>)Operations).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private PatchOperation[] Read()
    {
        using var document = JsonDocument.Parse(_utf8);
        return [.. document.RootElement.Clone().EnumerateArray().Select(PatchOperation.Read)];
    }
}
