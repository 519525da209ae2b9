using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PodOrder.Cli.Manifests;

/// <summary>Turns a manifest into the JSON that kubectl sends (sigs.k8s.io/yaml: the core types of YAML 1.1, aliases and merge keys resolved).</summary>
internal static partial class SourceJson
{
    // Aliases of aliases multiply (the "billion laughs"); no object that etcd stores is larger.
    private const int LongestJson = 8 * 1024 * 1024;

    /// <summary>The JSON of a node.</summary>
    /// <exception cref="ManifestException">Its aliases make it too large.</exception>
    public static JsonElement Of(SourceNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = 512, SkipValidation = true })) Write(json, node);
        using var document = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = 512 });
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter json, SourceNode node)
    {
        if (json.BytesCommitted + json.BytesPending > LongestJson)
            throw new ManifestException(node.Line, node.Column, "the aliases of this document make it larger than any object can be; write less of it");
        switch (node)
        {
            case SourceNode.Alias alias:
                Write(json, alias.Target);
                break;
            case SourceNode.Scalar { IsPlain: true } scalar:
                WritePlain(json, scalar.Value);
                break;
            case SourceNode.Scalar text:
                json.WriteStringValue(text.Value);
                break;
            case SourceNode.Sequence sequence:
                json.WriteStartArray();
                foreach (var item in sequence.Items) Write(json, item);
                json.WriteEndArray();
                break;
            case SourceNode.Mapping mapping:
                json.WriteStartObject();
                foreach (var (key, value) in Merged(mapping))
                {
                    json.WritePropertyName(key);
                    Write(json, value);
                }
                json.WriteEndObject();
                break;
        }
    }

    // What a mapping says itself beats what it merges in (yaml.org/type/merge).
    private static IEnumerable<KeyValuePair<string, SourceNode>> Merged(SourceNode.Mapping mapping)
    {
        var members = new Dictionary<string, SourceNode>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries.Where(entry => entry.Key is not { Value: "<<", IsPlain: true })) members[entry.Key.Value] = entry.Value;
        var sources = mapping.Entries.Where(entry => entry.Key is { Value: "<<", IsPlain: true })
            .SelectMany(entry => Resolved(entry.Value) is SourceNode.Sequence list ? list.Items : [entry.Value])
            .Select(Resolved).OfType<SourceNode.Mapping>();
        foreach (var (key, value) in sources.SelectMany(Merged)) members.TryAdd(key, value);
        return members;
    }

    private static SourceNode Resolved(SourceNode node) => node is SourceNode.Alias alias ? Resolved(alias.Target) : node;

    /// <summary>Whether a string has to be quoted to stay one.</summary>
    public static bool IsString(string plain) =>
        Word(plain) is Kind.Text && !Octal().IsMatch(plain) && !Integer().IsMatch(plain) && !Decimal().IsMatch(plain);

    private static void WritePlain(Utf8JsonWriter json, string text)
    {
        switch (Word(text))
        {
            case Kind.Null: json.WriteNullValue(); break;
            case Kind.True: json.WriteBooleanValue(true); break;
            case Kind.False: json.WriteBooleanValue(false); break;
            case Kind.Text when Octal().IsMatch(text): json.WriteNumberValue(Convert.ToInt64(text, 8)); break;
            case Kind.Text when Integer().IsMatch(text): json.WriteRawValue(text.TrimStart('+')); break;
            case Kind.Text when Decimal().IsMatch(text): json.WriteNumberValue(double.Parse(text, CultureInfo.InvariantCulture)); break;
            default: json.WriteStringValue(text); break;
        }
    }

    private enum Kind
    {
        Text,
        Null,
        True,
        False,
    }

    private static Kind Word(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => Kind.Null,
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => Kind.True,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => Kind.False,
        _ => Kind.Text,
    };

    [GeneratedRegex("^0[0-7]{1,20}$")]
    private static partial Regex Octal();

    [GeneratedRegex("^[-+]?(0|[1-9][0-9]*)$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?$")]
    private static partial Regex Decimal();
}
