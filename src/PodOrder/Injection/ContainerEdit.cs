using System.Text.Json;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>What an injection makes of one container: the fields it sets, and what is needed to set them back.</summary>
internal sealed class ContainerEdit(ContainerView container)
{
    private readonly List<(string Field, JsonPlace? Value)> _fields = new(6);
    private readonly List<(string Name, JsonElement Value, int Count)> _original = new(4);
    private readonly List<JsonPlace> _addedMounts = new(2);
    private readonly List<string> _added = new(4);

    public ContainerView Container => container;

    /// <summary>The fields that are set, in their order; null = taken out.</summary>
    public List<(string Field, JsonPlace? Value)> Fields => _fields;

    /// <summary>Mounts that are added behind the others.</summary>
    public List<JsonPlace> AddedMounts => _addedMounts;

    /// <summary>Whether its gate makes a check over TLS.</summary>
    public bool NeedsTls { get; private set; }

    /// <summary>Sets a field, remembering its value under a name.</summary>
    public void Replace(string field, JsonPlace? value, string rememberAs)
    {
        if (container[field] is { ValueKind: not JsonValueKind.Undefined } original) _original.Add((rememberAs, original, 0));
        _fields.Add((field, value));
    }

    /// <summary>Sets the mounts, all former ones among them; only that there were none has to be remembered.</summary>
    public void SetMounts(JsonPlace value)
    {
        NoteIfAdded(ContainerView.VolumeMounts);
        _fields.Add((ContainerView.VolumeMounts, value));
    }

    /// <summary>Adds a mount behind those that stand in the Pod.</summary>
    public void AddMount(JsonPlace mount) => _addedMounts.Add(mount);

    public bool Sets(string field)
    {
        foreach (var (name, _) in _fields)
        {
            if (name == field) return true;
        }
        return false;
    }

    public void SetCommand(JsonPlace command, JsonPlace arguments)
    {
        NoteIfAdded(ContainerView.Args);
        _fields.Add((ContainerView.Command, command));
        _fields.Add((ContainerView.Args, arguments));
    }

    public void RememberCount(string name, int count) => _original.Add((name, default, count));

    /// <summary>Notes that a member was not there before.</summary>
    public void NoteIfAdded(string member)
    {
        if (!container[member].Exists()) _added.Add(member);
    }

    /// <summary>Writes a command line for the gate, in an array that was begun.</summary>
    public void WriteFlags(Utf8JsonWriter array, List<string> flags, bool areExpanded = false)
    {
        for (var i = 0; i < flags.Count; i++)
        {
            NeedsTls |= flags[i].StartsWith("--check=https:", StringComparison.Ordinal) || flags[i].StartsWith("--hook=https:", StringComparison.Ordinal);
            array.WriteStringValue(areExpanded ? Expansion.Escape(flags[i]) : flags[i]);
        }
    }

    /// <summary>Writes what was replaced, in the form that <see cref="Restoration"/> reads.</summary>
    public void WriteOriginal(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value, count) in _original)
        {
            writer.WritePropertyName(name);
            if (value.Exists()) writer.Write(value);
            else writer.WriteNumberValue(count);
        }
        if (_added.Count > 0)
        {
            writer.WriteStartArray(Marks.Added);
            writer.WriteTexts(_added);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }
}
