using System.Runtime.InteropServices;
using System.Text.Json;
using PodOrder.Hints;

namespace PodOrder.Pods;

/// <summary>A Pod as its author wrote it, read where it lies: nothing is copied and nothing is lost.</summary>
internal sealed class PodView
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoCommands = new Dictionary<string, IReadOnlyList<string>>();

    private readonly JsonElement _annotations;
    private readonly Dictionary<string, ContainerView> _byName;
    private string[]? _names;

    /// <param name="json">The Pod.</param>
    /// <param name="restored">By container name, the fields that an earlier injection replaced.</param>
    /// <param name="order">The names of the regular containers in their author's order, where an earlier injection changed it.</param>
    /// <param name="imageCommands">By container name, what an earlier injection took from the image.</param>
    public PodView(
        JsonElement json,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonElement>>? restored = null,
        IReadOnlyList<string>? order = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? imageCommands = null)
    {
        Json = json;
        Spec = json.Member("spec"u8);
        IsOnHostNetwork = Spec.Member("hostNetwork"u8).True();
        WasInjected = restored is not null;
        ImageCommands = imageCommands ?? NoCommands;
        RestartPolicy = RestartPolicies.Read(Spec.Member("restartPolicy"u8)) ?? RestartPolicy.Always;
        InitContainers = Read(Spec.Member("initContainers"u8), isInit: true, restored);
        Listed = Read(Spec.Member("containers"u8), isInit: false, restored);
        Containers = order is null ? Listed : InOrder(Listed, order);
        _byName = ByName(Containers, InitContainers);
        _annotations = json.Member("metadata"u8).Member("annotations"u8);
        Annotations = Ours(_annotations);
    }

    public JsonElement Json { get; }
    public JsonElement Spec { get; }

    /// <summary>Whether the Pod carries an earlier injection, which this view leaves out.</summary>
    public bool WasInjected { get; }

    public bool IsOnHostNetwork { get; }
    public RestartPolicy RestartPolicy { get; }
    public ContainerView[] InitContainers { get; }

    /// <summary>By container name, the command that an earlier injection took from the image, so that it need not be looked up again.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ImageCommands { get; }

    /// <summary>The regular containers in their author's order.</summary>
    public ContainerView[] Containers { get; }

    /// <summary>The same as they are listed in the Pod.</summary>
    public ContainerView[] Listed { get; }

    /// <summary>The names of the regular containers in their author's order.</summary>
    public IReadOnlyList<string> Names => _names ??= [.. Containers.Select(container => container.Name)];

    /// <summary>Those of its annotations that are ours by their prefix.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Annotations { get; }

    /// <summary>Whether each container has a name, and one of its own.</summary>
    public bool HasProperNames => _byName.Count == Containers.Length + InitContainers.Length && !_byName.ContainsKey("");

    public string? Annotation(string key) => _annotations.Member(key).Text();

    /// <summary>The regular container or init container of that name.</summary>
    public ContainerView? Find(string name) => _byName.GetValueOrDefault(name);

    private ContainerView[] Read(JsonElement list, bool isInit, IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonElement>>? restored)
    {
        if (list.Count() == 0) return [];
        var containers = new ContainerView[list.GetArrayLength()];
        var index = 0;
        foreach (var json in list.EnumerateArray()) containers[index] = new ContainerView(json, index++, isInit, RestartPolicy, restored);
        return containers;
    }

    private static Dictionary<string, ContainerView> ByName(ContainerView[] containers, ContainerView[] initContainers)
    {
        var byName = new Dictionary<string, ContainerView>(containers.Length + initContainers.Length, StringComparer.Ordinal);
        foreach (var container in containers) byName.TryAdd(container.Name, container);
        foreach (var container in initContainers) byName.TryAdd(container.Name, container);
        return byName;
    }

    // Most annotations are somebody else's: only the names of ours become strings.
    private static List<KeyValuePair<string, string>> Ours(JsonElement annotations)
    {
        var ours = new List<KeyValuePair<string, string>>();
        if (annotations.ValueKind != JsonValueKind.Object) return ours;
        foreach (var annotation in annotations.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(annotation);
            if (annotation.Value.ValueKind != JsonValueKind.String || !(name.StartsWith("podorder.io/"u8) || name.Contains((byte)'\\'))) continue;
            if (annotation.Name.StartsWith(HintKeys.Prefix, StringComparison.Ordinal)) ours.Add(KeyValuePair.Create(annotation.Name, annotation.Value.GetString()!));
        }
        return ours;
    }

    // Containers that someone added since keep their places; the others fill the rest in their old order.
    private static ContainerView[] InOrder(ContainerView[] containers, IReadOnlyList<string> order)
    {
        var rank = order.Select((name, index) => (name, index)).GroupBy(x => x.name).ToDictionary(g => g.Key, g => g.First().index);
        var known = new Queue<ContainerView>(containers.Where(c => rank.ContainsKey(c.Name)).OrderBy(c => rank[c.Name]));
        return [.. containers.Select(c => rank.ContainsKey(c.Name) ? known.Dequeue() : c)];
    }
}
