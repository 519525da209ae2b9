using System.Text.Json.Nodes;

namespace PodOrder.Faults;

/// <summary>Changes a review so that it stays JSON, and what is behind the parser is reached.</summary>
internal static class TreeMutator
{
    private static readonly JsonNode?[] _values =
    [
        null, JsonValue.Create(true), JsonValue.Create(0), JsonValue.Create(-1), JsonValue.Create(2147483648L), JsonValue.Create(1.5), JsonValue.Create(""), JsonValue.Create("a"), new JsonObject(), new JsonArray(),
        new JsonArray("a", 1, null), new JsonObject { ["name"] = "db" }, new JsonArray(new JsonObject { ["name"] = "podorder-install" }),
    ];

    /// <summary>One change somewhere in a tree.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="words">What strings are made of.</param>
    /// <param name="random">Decides.</param>
    public static void Change(JsonObject root, IReadOnlyList<string> words, Random random)
    {
        var parents = new List<JsonNode>();
        Collect(root, parents);
        var parent = parents[random.Next(parents.Count)];
        if (parent is JsonObject map && map.Count > 0)
            ChangeMember(map, map.ElementAt(random.Next(map.Count)).Key, words, random);
        else if (parent is JsonArray list && list.Count > 0)
            ChangeItem(list, random.Next(list.Count), words, random);
    }

    private static void ChangeMember(JsonObject map, string key, IReadOnlyList<string> words, Random random)
    {
        var value = map[key];
        switch (random.Next(6))
        {
            case 0: map.Remove(key); break;
            case 1: map[words[random.Next(words.Count)]] = value?.DeepClone(); break;
            case 2: map[key] = map.ElementAt(random.Next(map.Count)).Value?.DeepClone(); break;
            default: map[key] = Changed(value, words, random); break;
        }
    }

    private static void ChangeItem(JsonArray list, int index, IReadOnlyList<string> words, Random random)
    {
        switch (random.Next(5))
        {
            case 0: list.RemoveAt(index); break;
            case 1: list.Insert(random.Next(list.Count + 1), list[index]?.DeepClone()); break;
            case 2: list.Insert(index, Changed(null, words, random)); break;
            default: list[index] = Changed(list[index], words, random); break;
        }
    }

    private static JsonNode? Changed(JsonNode? value, IReadOnlyList<string> words, Random random)
    {
        if (value is not JsonValue scalar || !scalar.TryGetValue<string>(out var text) || random.Next(4) == 0)
            return _values[random.Next(_values.Length)]?.DeepClone();
        var at = random.Next(text.Length + 1);
        var word = words[random.Next(words.Count)];
        return random.Next(4) switch
        {
            0 => word,
            1 => text[..at],
            2 => text[at..] + word,
            _ => text.Insert(at, word),
        };
    }

    private static void Collect(JsonNode node, List<JsonNode> parents)
    {
        parents.Add(node);
        var children = node is JsonObject map ? map.Select(it => it.Value) : node.AsArray();
        foreach (var child in children)
        {
            if (child is JsonObject or JsonArray)
                Collect(child, parents);
        }
    }
}
