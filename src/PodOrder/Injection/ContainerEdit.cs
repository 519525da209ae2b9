using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>What an injection makes of one container: the fields it sets, and what is needed to set them back.</summary>
internal sealed class ContainerEdit(ContainerView container)
{
    private readonly Dictionary<string, JsonNode?> _fields = new(StringComparer.Ordinal);
    private readonly JsonArray _added = [];
    private readonly JsonObject _original = [];

    public ContainerView Container => container;

    /// <summary>By field, its new value; null = absent.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Fields => _fields;

    /// <summary>What was replaced, in the form that <see cref="Restoration"/> reads.</summary>
    public JsonObject Original
    {
        get
        {
            if (_added.Count > 0) _original[Marks.Added] = _added;
            return _original;
        }
    }

    /// <summary>Sets a field, remembering its value under a name.</summary>
    public void Replace(string field, JsonNode? value, string rememberAs)
    {
        if (container[field] is { ValueKind: not JsonValueKind.Undefined } original) _original[rememberAs] = original.ToNode();
        _fields[field] = value;
    }

    /// <summary>Sets an array whose former items all stay in it; only that it was absent has to be remembered.</summary>
    public void Extend(string field, JsonArray value)
    {
        NoteIfAdded(field);
        _fields[field] = value;
    }

    public void SetCommand(JsonArray command, JsonArray arguments)
    {
        NoteIfAdded(ContainerView.Args);
        _fields[ContainerView.Command] = command;
        _fields[ContainerView.Args] = arguments;
    }

    public void RememberCount(string name, int count) => _original[name] = count;

    /// <summary>Notes that a member was not there before.</summary>
    public void NoteIfAdded(string member)
    {
        if (!container[member].Exists()) _added.Add((JsonNode)member);
    }
}
