using System.Globalization;
using System.Text.Json.Nodes;

namespace PodOrder.Cli.Manifests;

/// <summary>Carries out a JSON Patch (RFC 6902) on a tree, as the API server does: what an edited text has to mean.</summary>
internal static class JsonPatching
{
    /// <summary>Carries out the operations in their order.</summary>
    /// <param name="root">The document; it is changed.</param>
    /// <param name="operations">The operations.</param>
    /// <param name="pointer">What their paths are relative to.</param>
    public static void Apply(JsonNode root, IEnumerable<TextOperation> operations, string pointer)
    {
        foreach (var operation in operations)
        {
            var value = operation.Op == "move" ? Take(root, pointer + operation.From) : operation.Value?.DeepClone();
            if (operation.Op == "remove") Take(root, pointer + operation.Path);
            else Put(root, pointer + operation.Path, value, insert: operation.Op != "replace");
        }
    }

    private static JsonNode? Take(JsonNode root, string pointer)
    {
        var (parent, step) = Locate(root, pointer);
        if (parent is JsonArray items)
        {
            var index = int.Parse(step, CultureInfo.InvariantCulture);
            var item = items[index];
            items.RemoveAt(index);
            return item;
        }
        var members = parent.AsObject();
        var value = members[step];
        members.Remove(step);
        return value;
    }

    private static void Put(JsonNode root, string pointer, JsonNode? value, bool insert)
    {
        var (parent, step) = Locate(root, pointer);
        if (parent is not JsonArray items) parent.AsObject()[step] = value;
        else if (step == "-") items.Add(value);
        else if (insert) items.Insert(int.Parse(step, CultureInfo.InvariantCulture), value);
        else items[int.Parse(step, CultureInfo.InvariantCulture)] = value;
    }

    private static (JsonNode Parent, string Step) Locate(JsonNode root, string pointer)
    {
        var steps = pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/").Replace("~0", "~")).ToArray();
        var parent = steps[..^1].Aggregate(root, (node, step) => (node is JsonArray items ? items[int.Parse(step, CultureInfo.InvariantCulture)] : node[step])!);
        return (parent, steps[^1]);
    }
}
