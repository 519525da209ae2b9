using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PodOrder.Tests.Manifests;

/// <summary>Writes JSON as YAML that reads back the same, for goldens that a person can read.</summary>
internal static class YamlWriting
{
    public static string Write(JsonNode node)
    {
        var writer = new StringWriter();
        new YamlStream(new YamlDocument(ToYaml(node))).Save(writer, assignAnchors: false);
        var text = writer.ToString();
        return text.EndsWith("...\n", StringComparison.Ordinal) ? text[..^4] : text;
    }

    private static YamlNode ToYaml(JsonNode? node) => node switch
    {
        JsonObject members => new YamlMappingNode(members.SelectMany(m => new[] { new YamlScalarNode(m.Key), ToYaml(m.Value) })),
        JsonArray items => new YamlSequenceNode(items.Select(ToYaml)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Text(value.GetValue<string>()),
        null => new YamlScalarNode("null"),
        _ => new YamlScalarNode(node.ToJsonString()),
    };

    private static YamlScalarNode Text(string text)
    {
        var plain = text.Length > 0 && !text.Contains('\n') && Yaml.Read($"- {Quoteless(text)}") is JsonArray { Count: 1 } items && items[0] is JsonValue one
            && one.GetValueKind() == JsonValueKind.String && text.Equals(one.GetValue<string>(), StringComparison.Ordinal);
        return new YamlScalarNode(text) { Style = plain ? ScalarStyle.Any : text.Contains('\n') ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted };
    }

    // Only texts without YAML's own signs are tried without quotation marks.
    private static string Quoteless(string text) => text.Any(c => ":#{}[]&*!|>'\"%@`,?\\".Contains(c)) || text[0] is '-' or ' ' || text[^1] == ' ' ? "1" : text;
}
