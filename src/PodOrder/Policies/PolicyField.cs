using System.Text.Json;
using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Policies;

/// <summary>A field of a policy object, with the path by which a sentence names it.</summary>
/// <param name="Path">Where it stands: <c>spec.rules[0].after</c>.</param>
/// <param name="Json">Its value; undefined where it is absent or null.</param>
internal readonly record struct PolicyField(string Path, JsonElement Json)
{
    public bool Exists => Json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public PolicyFaultException Fault(PolicyFaultReason reason, string what, string instead) => new(reason, $"{Path}: {what}; {instead}");

    /// <summary>A member of an object.</summary>
    public PolicyField this[string name] => new($"{Path}.{name}", Json.Member(name));

    /// <summary>Refuses other members than these: what is not known would be dropped silently, and the policy be half applied.</summary>
    public PolicyField AllowOnly(params string[] known)
    {
        if (Json.ValueKind != JsonValueKind.Object) throw Fault(PolicyFaultReason.Malformed, $"there is {Kind} instead of an object", $"write an object with {string.Join(", ", known)}");
        foreach (var member in Json.EnumerateObject())
        {
            if (!known.Contains(member.Name)) throw Unknown(member.Name, known);
        }
        return this;
    }

    /// <summary>The items of a list; none where it is absent.</summary>
    public IReadOnlyList<PolicyField> Items(int most)
    {
        if (!Exists) return [];
        if (Json.ValueKind != JsonValueKind.Array) throw Fault(PolicyFaultReason.Malformed, $"there is {Kind} instead of a list", "write a list");
        if (Json.GetArrayLength() > most) throw Fault(PolicyFaultReason.Malformed, $"the list has {Json.GetArrayLength()} items", $"write at most {most}");
        var path = Path;
        return [.. Json.EnumerateArray().Select((item, index) => new PolicyField($"{path}[{index}]", item))];
    }

    public string Text() => Json.ValueKind == JsonValueKind.String
        ? Json.GetString()!
        : throw Fault(PolicyFaultReason.Malformed, $"there is {Kind} instead of a string", "write a string");

    private string Kind => Json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Undefined or JsonValueKind.Null => "nothing",
        _ => "a boolean",
    };

    private PolicyFaultException Unknown(string name, IReadOnlyList<string> known) => Fault(
        PolicyFaultReason.Malformed, $"there is no field {Quote.Of(name)}",
        Nearest.To(name, known) is { } nearest ? $"write {Quote.Of(nearest)}" : $"the known ones are {string.Join(", ", known)}");
}
