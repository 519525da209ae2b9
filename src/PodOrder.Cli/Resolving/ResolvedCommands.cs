using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Cli.Cluster;
using PodOrder.Cli.Manifests;
using PodOrder.Hints;
using PodOrder.Injection;

namespace PodOrder.Cli.Resolving;

/// <summary>Writes what images run into <c>podorder.io/command</c>, so that nobody has to ask a registry again.</summary>
internal static class ResolvedCommands
{
    /// <summary>The operation that writes it into a Pod or template, or null where there is nothing to write.</summary>
    /// <param name="pod">The Pod or template.</param>
    /// <param name="found">By container, what its image runs.</param>
    public static TextOperation? Write(JsonElement pod, IReadOnlyDictionary<string, ImageCommand> found)
    {
        var annotations = pod.At("metadata", "annotations").Members().Where(annotation => annotation.Value.ValueKind == JsonValueKind.String)
            .Select(annotation => KeyValuePair.Create(annotation.Name, annotation.Value.GetString()!)).ToList();
        var commands = HintReader.Read(annotations)?.Command.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal) ?? [];
        var before = commands.Count;
        foreach (var container in pod.At("spec", "containers").List())
        {
            if (container.At("name").String() is { } name && found.TryGetValue(name, out var image) && image.RunWith(container.At("args").List().Count > 0) is { Count: > 0 } command)
                commands[name] = command;
        }
        if (commands.Count == before) return null;
        var map = new JsonObject(commands.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)new JsonArray([.. entry.Value.Select(part => JsonValue.Create(part))]))));
        return new TextOperation("add", "/metadata/annotations/" + HintKeys.Command.Replace("/", "~1"), JsonValue.Create(FlowText.Of(map)), null);
    }
}
