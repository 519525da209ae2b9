using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>The operations that lead from a Pod as it stands to a Pod as it should be; what is so already is left alone.</summary>
internal sealed class PodPatch(PodView pod, Marks? marks)
{
    private readonly List<PatchOperation> _operations = [];

    public IReadOnlyList<PatchOperation> Operations => _operations;

    /// <summary>Sets the fields of every container: those injected, and those an earlier injection had set.</summary>
    public void Containers(IReadOnlyList<ContainerEdit> edits)
    {
        foreach (var container in pod.Containers.Concat(pod.InitContainers).Where(c => c.Name != Marks.InstallName))
        {
            var fields = edits.FirstOrDefault(e => ReferenceEquals(e.Container, container))?.Fields;
            var names = (fields?.Keys ?? []).Union(container.Restored.Keys).Where(name => name != "lifecycle");
            foreach (var name in names)
                Field(container, name, fields is not null && fields.TryGetValue(name, out var value) ? value : NodeOrNull(container[name]));
        }
    }

    /// <summary>Puts <c>podorder-install</c> first, keeps it where it stands, or takes it out.</summary>
    public void Install(JsonObject? desired, bool mustComeFirst)
    {
        const string list = "/spec/initContainers";
        if (marks is null)
        {
            if (desired is null) return;
            AddItem(list, pod.Spec.Member("initContainers"), desired, first: true);
        }
        else if (desired is null)
        {
            RemoveItem(list, "initContainers", marks.Index);
        }
        else
        {
            foreach (var (name, value) in desired)
            {
                var current = marks.Install.Member(name);
                if (!Contains(current, value)) Set($"{list}/{marks.Index}/{name}", current, value!.DeepClone());
            }
            if (mustComeFirst && marks.Index > 0) _operations.Add(new PatchOperation("move", $"{list}/0", From: $"{list}/{marks.Index}"));
        }
    }

    /// <summary>Adds the shared emptyDir, or takes it out.</summary>
    public void Volume(JsonObject? desired) => NamedItem("volumes", desired, marks?.Directory.Volume);

    /// <summary>Adds the Secret that the gate's image is pulled with, or takes out the one that an earlier injection added.</summary>
    public void PullSecret(string? desired) =>
        NamedItem("imagePullSecrets", desired is null ? null : new JsonObject { ["name"] = desired }, marks?.PullSecret);

    /// <summary>Moves the regular containers into an order.</summary>
    public void Order(IReadOnlyList<string> desired)
    {
        var current = pod.Spec.Member("containers").Items().Select(c => c.Member("name").Text()!).ToList();
        for (var place = 0; place < desired.Count; place++)
        {
            var from = current.IndexOf(desired[place], place);
            if (from == place) continue;
            current.RemoveAt(from);
            current.Insert(place, desired[place]);
            _operations.Add(new PatchOperation("move", $"/spec/containers/{place}", From: $"/spec/containers/{from}"));
        }
    }

    /// <summary>Sets an annotation, or takes it out (null).</summary>
    public void Annotation(string key, string? desired)
    {
        var annotations = pod.Json.Member("metadata").Member("annotations");
        var current = annotations.Member(key);
        var path = $"/metadata/annotations/{PatchOperation.Escape(key)}";
        var isLast = current.Exists() && annotations.GetPropertyCount() == 1 && marks?.WasAdded("", "annotations") == true;
        if (desired is null && current.Exists() && isLast) _operations.Add(new PatchOperation("remove", "/metadata/annotations"));
        else if (desired is null && current.Exists()) _operations.Add(new PatchOperation("remove", path));
        else if (desired is not null && !annotations.Exists()) _operations.Add(new PatchOperation("add", "/metadata/annotations", new JsonObject { [key] = desired }));
        else if (desired is not null && current.Text() != desired) Set(path, current, JsonValue.Create(desired));
    }

    /// <summary>Puts <c>podorder-install</c> back where it stood.</summary>
    public void PutBackInstall(Marks before)
    {
        if (marks is not null) return;
        var list = pod.Spec.Member("initContainers");
        var item = before.Install.ToNode();
        _operations.Add(list.Exists()
            ? new PatchOperation("add", $"/spec/initContainers/{Math.Min(before.Index, list.GetArrayLength())}", item)
            : new PatchOperation("add", "/spec/initContainers", new JsonArray(item)));
    }

    /// <summary>Sets a field of a container, or takes it out (null).</summary>
    public void Field(ContainerView container, string name, JsonNode? desired)
    {
        var current = container.Current(name);
        if (desired is null ? !current.Exists() : current.Exists() && JsonNode.DeepEquals(current.ToNode(), desired)) return;
        var path = $"/spec/{(container.IsInit ? "initContainers" : "containers")}/{container.Index}/";
        var (parent, member) = name.Split('/') is [var outer, var inner] ? (outer, inner) : ("", name);
        var holder = parent.Length == 0 ? container.Json : container.Json.Member(parent);
        if (desired is null && container.Restored.ContainsKey(parent) && holder.EnumerateObject().Count() == 1)
            _operations.Add(new PatchOperation("remove", path + parent));
        else if (desired is null)
            _operations.Add(new PatchOperation("remove", path + name));
        else if (!holder.Exists())
            _operations.Add(new PatchOperation("add", path + parent, new JsonObject { [member] = desired.DeepClone() }));
        else if (name == ContainerView.VolumeMounts && current.ValueKind == JsonValueKind.Array && AppendedTo(current, desired.AsArray()) is { } appended)
            _operations.AddRange(appended.Select(mount => new PatchOperation("add", path + name + "/-", mount.DeepClone())));
        else
            Set(path + name, current, desired.DeepClone());
    }

    // Mounts are only ever added behind: the user's array is not rewritten.
    private static IReadOnlyList<JsonNode>? AppendedTo(JsonElement current, JsonArray desired)
    {
        var count = current.GetArrayLength();
        if (desired.Count <= count) return null;
        var same = current.EnumerateArray().Zip(desired).All(pair => JsonNode.DeepEquals(pair.First.ToNode(), pair.Second));
        return same ? [.. desired.Skip(count).Select(node => node!)] : null;
    }

    private void Set(string path, JsonElement current, JsonNode value) =>
        _operations.Add(new PatchOperation(current.Exists() ? "replace" : "add", path, value));

    private void NamedItem(string member, JsonObject? desired, string? injected)
    {
        var list = pod.Spec.Member(member);
        var name = desired?["name"]?.GetValue<string>() ?? injected;
        var index = list.Items().Select(item => item.Member("name").Text()).ToList().IndexOf(name);
        if (desired is not null && index < 0) AddItem($"/spec/{member}", list, desired, first: false);
        else if (desired is null && index >= 0 && name is not null) RemoveItem($"/spec/{member}", member, index);
    }

    private void AddItem(string path, JsonElement list, JsonObject item, bool first) =>
        _operations.Add(list.Exists()
            ? new PatchOperation("add", path + (first ? "/0" : "/-"), item)
            : new PatchOperation("add", path, new JsonArray(item)));

    private void RemoveItem(string path, string member, int index) =>
        _operations.Add(new PatchOperation("remove",
            marks!.WasAdded("", member) && pod.Spec.Member(member).GetArrayLength() == 1 ? path : $"{path}/{index}"));

    private static JsonNode? NodeOrNull(JsonElement value) => value.Exists() ? value.ToNode() : null;

    /// <summary>Whether a value has all of another: defaulting and other webhooks add to what was injected, and may.</summary>
    public static bool Contains(JsonElement current, JsonNode? desired) => desired switch
    {
        JsonObject members => current.ValueKind == JsonValueKind.Object && members.All(m => Contains(current.Member(m.Key), m.Value)),
        JsonArray items when items.Any(i => i is JsonObject) => items.All(item => current.Items().Any(c => Contains(c, item))),
        null => !current.Exists(),
        _ => current.Exists() && JsonNode.DeepEquals(current.ToNode(), desired),
    };
}
