using System.Text.Json.Nodes;
using PodOrder.Cli.Manifests;

namespace PodOrder.Cli.Tests.Manifests;

/// <summary>The same document as different people and programs write it.</summary>
internal static class Styles
{
    public static readonly IReadOnlyDictionary<string, Func<JsonNode, string>> All = new Dictionary<string, Func<JsonNode, string>>
    {
        ["kubectl's YAML"] = node => Yaml(node, 2, 0),
        ["YAML with indented dashes"] = node => Yaml(node, 2, 2),
        ["YAML with four spaces"] = node => Yaml(node, 4, 4),
        ["YAML with the line ends of Windows"] = node => Yaml(node, 2, 2).Replace("\n", "\r\n"),
        ["YAML without a line end at its end"] = node => Yaml(node, 2, 0).TrimEnd('\n'),
        ["YAML in a document of several, with a comment on every line"] = node => Commented(node),
        ["JSON on one line"] = node => node.ToJsonString(),
        ["JSON on many lines"] = node => FlowText.Of(node, indent: 0) + "\n",
        ["JSON with four spaces"] = node => FlowText.Of(node, indent: 0, step: 4) + "\n",
        ["JSON with tabs"] = node => FlowText.Of(node, indent: 0, step: 1).Replace("\n ", "\n\t"),
        ["flow YAML inside block YAML"] = node => string.Concat(node.AsObject().Select(member => $"{member.Key}: {FlowText.Of(member.Value)}\n")),
    };

    private static string Yaml(JsonNode node, int step, int dashStep) =>
        string.Join("\n", node.AsObject().Select(member => new BlockText(step, dashStep).Entry(member.Key, member.Value, 0))) + "\n";

    private static string Commented(JsonNode node)
    {
        var block = 0;
        var lines = Yaml(node, 2, 0).TrimEnd('\n').Split('\n').Select(line =>
        {
            var indent = line.Length - line.TrimStart().Length;
            if (block > 0 && (indent >= block || line.Length == 0)) return line;
            block = line.EndsWith('|') || line.EndsWith("|-", StringComparison.Ordinal) ? indent + 1 : 0;
            return block > 0 ? line : line + " # kept";
        });
        return "# first\n---\n" + string.Join('\n', lines) + "\n---\n# last\n";
    }
}
