using System.Runtime.InteropServices;
using System.Text.Json;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>The operations that lead from a Pod as it stands to a Pod as it should be; what is so already is left alone.</summary>
/// <param name="pod">The Pod.</param>
/// <param name="marks">What an earlier injection left in it, or null.</param>
/// <param name="json">The sheet with all new values; the patch comes after them.</param>
internal sealed class PodPatch(PodView pod, Marks? marks, JsonSheet json)
{
    private const string InitContainers = "/spec/initContainers", Annotations = "/metadata/annotations";

    private readonly PatchWriter _patch = new(json);

    /// <summary>Ends the patch.</summary>
    public JsonPatch End() => _patch.End();

    /// <summary>Sets the fields of every container: those injected, and those an earlier injection had set.</summary>
    public void Containers(List<ContainerEdit> edits)
    {
        var byContainer = new Dictionary<ContainerView, ContainerEdit>(edits.Count);
        foreach (var edit in edits) byContainer.Add(edit.Container, edit);
        foreach (var container in pod.Containers) Container(container, byContainer.GetValueOrDefault(container));
        foreach (var container in pod.InitContainers) Container(container, byContainer.GetValueOrDefault(container));
    }

    private void Container(ContainerView container, ContainerEdit? edit)
    {
        if (container.Name == Marks.InstallName) return;
        if (edit is not null)
        {
            foreach (var (field, value) in edit.Fields) Field(container, field, value is { } place ? json[place] : default);
        }
        if (container.Restored.Count > 0) Restore(container, edit);
        if (edit is not null)
        {
            foreach (var mount in edit.AddedMounts) _patch.Add(PathOf(container) + ContainerView.VolumeMounts + "/-", json[mount]);
        }
    }

    private void Restore(ContainerView container, ContainerEdit? edit)
    {
        foreach (var (field, value) in container.Restored)
        {
            if (field != ContainerView.Lifecycle && edit?.Sets(field) != true) Field(container, field, TextOf(value));
        }
    }

    /// <summary>Puts <c>podorder-install</c> first, or keeps it where it stands.</summary>
    public void Install(JsonPlace desired, bool mustComeFirst)
    {
        if (marks is null)
        {
            AddItem(InitContainers, pod.Spec.Member("initContainers"u8), json[desired], place: "/0");
            return;
        }
        using var document = JsonDocument.Parse(json.Memory(desired));
        foreach (var member in document.RootElement.EnumerateObject())
        {
            var current = marks.Install.Member(member.Name);
            if (!Contains(current, member.Value)) Set($"{InitContainers}/{marks.Index}/{member.Name}", current, TextOf(member.Value));
        }
        if (mustComeFirst && marks.Index > 0) _patch.Move($"{InitContainers}/{marks.Index}", $"{InitContainers}/0");
    }

    /// <summary>Takes <c>podorder-install</c> out.</summary>
    public void RemoveInstall()
    {
        if (marks is not null) RemoveItem(InitContainers, "initContainers", marks.Index);
    }

    /// <summary>Adds an item to a list of the Pod's, where none of its name is there.</summary>
    public void AddNamed(string list, string name, ReadOnlySpan<byte> item)
    {
        if (PlaceOf(list, name) < 0) AddItem($"/spec/{list}", pod.Spec.Member(list), item, place: "/-");
    }

    /// <summary>Takes the item of that name out of a list of the Pod's.</summary>
    public void RemoveNamed(string list, string? name)
    {
        if (name is not null && PlaceOf(list, name) is >= 0 and var place) RemoveItem($"/spec/{list}", list, place);
    }

    /// <summary>Moves the regular containers into an order.</summary>
    public void Order(IReadOnlyList<string> desired)
    {
        List<string>? current = null;
        for (var place = 0; place < desired.Count; place++)
        {
            if (current is null && pod.Listed[place].Name == desired[place]) continue;
            current ??= [.. pod.Listed.Select(container => container.Name)];
            var from = current.IndexOf(desired[place], place);
            if (from == place) continue;
            current.RemoveAt(from);
            current.Insert(place, desired[place]);
            _patch.Move($"/spec/containers/{from}", $"/spec/containers/{place}");
        }
    }

    /// <summary>Sets an annotation, or takes it out (null).</summary>
    public void Annotation(string key, string? desired)
    {
        var annotations = pod.Json.Member("metadata"u8).Member("annotations"u8);
        var current = annotations.Member(key);
        var path = $"{Annotations}/{PatchWriter.Escape(key)}";
        var isLast = current.Exists() && annotations.GetPropertyCount() == 1 && marks?.WasAdded("", "annotations") == true;
        if (desired is null && current.Exists()) _patch.Remove(isLast ? Annotations : path);
        else if (desired is not null && !annotations.Exists()) _patch.Add(Annotations, key, desired);
        else if (desired is not null && !current.Is(desired)) _patch.Set(path, current.Exists(), desired);
    }

    /// <summary>Puts <c>podorder-install</c> back where it stood.</summary>
    public void PutBackInstall(Marks before)
    {
        if (marks is not null) return;
        var list = pod.Spec.Member("initContainers"u8);
        AddItem(InitContainers, list, TextOf(before.Install), place: list.ValueKind == JsonValueKind.Array ? $"/{Math.Min(before.Index, list.GetArrayLength())}" : "");
    }

    /// <summary>Sets a field of a container, or takes it out (empty).</summary>
    public void Field(ContainerView container, string name, ReadOnlySpan<byte> desired)
    {
        var current = container.Current(name);
        if (desired.IsEmpty ? !current.Exists() : IsSame(current, desired)) return;
        var path = PathOf(container);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var (parent, member) = slash < 0 ? ("", name) : (name[..slash], name[(slash + 1)..]);
        var holder = slash < 0 ? container.Json : container.Current(parent);
        if (desired.IsEmpty)
            _patch.Remove(container.Restored.ContainsKey(parent) && holder.GetPropertyCount() == 1 ? path + parent : path + name);
        else if (!holder.Exists())
            _patch.Add(path + parent, member, desired);
        else if (name != ContainerView.VolumeMounts || !AppendMounts(path + name, current, desired))
            Set(path + name, current, desired);
    }

    // Mounts are only ever added behind: the user's array is not rewritten.
    private bool AppendMounts(string path, JsonElement current, ReadOnlySpan<byte> desired)
    {
        if (current.ValueKind != JsonValueKind.Array) return false;
        var reader = new Utf8JsonReader(desired);
        using var document = JsonDocument.ParseValue(ref reader);
        var mounts = document.RootElement.Items();
        var count = current.GetArrayLength();
        if (mounts.Count <= count || !current.EnumerateArray().Zip(mounts).All(pair => pair.First.MeansTheSameAs(pair.Second))) return false;
        foreach (var mount in mounts.Skip(count)) _patch.Add(path + "/-", TextOf(mount));
        return true;
    }

    private static string PathOf(ContainerView container) =>
        container.IsInit ? $"{InitContainers}/{container.Index}/" : $"/spec/containers/{container.Index}/";

    private void Set(string path, JsonElement current, ReadOnlySpan<byte> value) => _patch.Set(path, current.Exists(), value);

    private void AddItem(string path, JsonElement list, ReadOnlySpan<byte> item, string place)
    {
        if (list.Exists()) _patch.Add(path + place, item);
        else _patch.AddList(path, item);
    }

    private void RemoveItem(string path, string member, int index) =>
        _patch.Remove(marks!.WasAdded("", member) && pod.Spec.Member(member).GetArrayLength() == 1 ? path : $"{path}/{index}");

    private int PlaceOf(string list, string name)
    {
        var place = 0;
        foreach (var item in pod.Spec.Member(list).Each())
        {
            if (item.Member("name"u8).Is(name)) return place;
            place++;
        }
        return -1;
    }

    private static ReadOnlySpan<byte> TextOf(JsonElement value) => value.Exists() ? JsonMarshal.GetRawUtf8Value(value) : default;

    // In a Pod that carries no injection nothing can be so already.
    private bool IsSame(JsonElement current, ReadOnlySpan<byte> desired)
    {
        if (!current.Exists()) return false;
        if (JsonMarshal.GetRawUtf8Value(current).SequenceEqual(desired)) return true;
        if (!pod.WasInjected) return false;
        var reader = new Utf8JsonReader(desired);
        using var document = JsonDocument.ParseValue(ref reader);
        return current.MeansTheSameAs(document.RootElement);
    }

    /// <summary>Whether a value has all of another: defaulting and other webhooks add to what was injected, and may.</summary>
    private static bool Contains(JsonElement current, JsonElement desired) => desired.ValueKind switch
    {
        JsonValueKind.Object => current.ValueKind == JsonValueKind.Object && desired.EnumerateObject().All(member => Contains(current.Member(member.Name), member.Value)),
        JsonValueKind.Array when desired.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object) =>
            desired.EnumerateArray().All(item => current.Items().Any(other => Contains(other, item))),
        JsonValueKind.Null => !current.Exists(),
        _ => current.Exists() && current.MeansTheSameAs(desired),
    };
}
