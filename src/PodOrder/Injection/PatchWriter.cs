using System.Text.Json;

namespace PodOrder.Injection;

/// <summary>Writes a JSON Patch (RFC 6902), an operation at a time.</summary>
internal sealed class PatchWriter
{
    private readonly JsonSheet _json;
    private readonly Utf8JsonWriter _writer;
    private int _count;

    /// <param name="json">The sheet; nothing else is written on it until the patch is ended.</param>
    public PatchWriter(JsonSheet json)
    {
        _json = json;
        _writer = json.Begin();
        _writer.WriteStartArray();
    }

    /// <summary>Ends the patch.</summary>
    public JsonPatch End()
    {
        _writer.WriteEndArray();
        var patch = _json.End();
        return _count == 0 ? JsonPatch.Empty : new JsonPatch(_json[patch].ToArray(), _count);
    }

    /// <summary>A member name as a step of a JSON pointer.</summary>
    public static string Escape(string step) => step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public void Add(string path, ReadOnlySpan<byte> value) => Set(path, exists: false, value);

    /// <summary>Adds an object with one member.</summary>
    public void Add(string path, string member, ReadOnlySpan<byte> value)
    {
        Begin("add"u8, path);
        _writer.WriteStartObject("value"u8);
        _writer.WritePropertyName(member);
        _writer.WriteRawValue(value, skipInputValidation: true);
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    /// <inheritdoc cref="Add(string, string, ReadOnlySpan{byte})"/>
    public void Add(string path, string member, string text)
    {
        Begin("add"u8, path);
        _writer.WriteStartObject("value"u8);
        _writer.WriteString(member, text);
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    /// <summary>Adds a list of one item.</summary>
    public void AddList(string path, ReadOnlySpan<byte> item)
    {
        Begin("add"u8, path);
        _writer.WriteStartArray("value"u8);
        _writer.WriteRawValue(item, skipInputValidation: true);
        _writer.WriteEndArray();
        _writer.WriteEndObject();
    }

    /// <summary>Replaces a value, or adds it where it does not exist.</summary>
    public void Set(string path, bool exists, ReadOnlySpan<byte> value)
    {
        Begin(exists ? "replace"u8 : "add"u8, path);
        _writer.WritePropertyName("value"u8);
        _writer.WriteRawValue(value, skipInputValidation: true);
        _writer.WriteEndObject();
    }

    /// <inheritdoc cref="Set(string, bool, ReadOnlySpan{byte})"/>
    public void Set(string path, bool exists, string text)
    {
        Begin(exists ? "replace"u8 : "add"u8, path);
        _writer.WriteString("value"u8, text);
        _writer.WriteEndObject();
    }

    public void Remove(string path)
    {
        Begin("remove"u8, path);
        _writer.WriteEndObject();
    }

    public void Move(string from, string path)
    {
        Begin("move"u8, path, from);
        _writer.WriteEndObject();
    }

    private void Begin(ReadOnlySpan<byte> op, string path, string? from = null)
    {
        _count++;
        _writer.WriteStartObject();
        _writer.WriteString("op"u8, op);
        if (from is not null) _writer.WriteString("from"u8, from);
        _writer.WriteString("path"u8, path);
    }
}
