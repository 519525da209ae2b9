using System.Text.Json;

namespace PodOrder.Pods;

/// <summary>A Pod as its author wrote it, read where it lies: nothing is copied and nothing is lost.</summary>
internal sealed class PodView
{
    private static readonly IReadOnlyDictionary<string, JsonElement> Nothing = new Dictionary<string, JsonElement>();

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
        WasInjected = restored is not null;
        ImageCommands = imageCommands ?? new Dictionary<string, IReadOnlyList<string>>();
        RestartPolicy = Spec.Member("restartPolicy").Text() switch
        {
            "Never" => RestartPolicy.Never,
            "OnFailure" => RestartPolicy.OnFailure,
            _ => RestartPolicy.Always,
        };
        InitContainers = Read("initContainers", isInit: true, restored);
        Containers = Read("containers", isInit: false, restored);
        if (order is not null) Containers = InOrder(Containers, order);
    }

    public JsonElement Json { get; }

    /// <summary>Whether the Pod carries an earlier injection, which this view leaves out.</summary>
    public bool WasInjected { get; }

    public JsonElement Spec => Json.Member("spec");
    public bool IsOnHostNetwork => Spec.Member("hostNetwork").True();
    public RestartPolicy RestartPolicy { get; }
    public IReadOnlyList<ContainerView> InitContainers { get; }

    /// <summary>By container name, the command that an earlier injection took from the image, so that it need not be looked up again.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ImageCommands { get; }

    /// <summary>The regular containers in their author's order.</summary>
    public IReadOnlyList<ContainerView> Containers { get; }

    public IEnumerable<KeyValuePair<string, string>> Annotations =>
        Json.Member("metadata").Member("annotations") is { ValueKind: JsonValueKind.Object } annotations
            ? annotations.EnumerateObject().Where(a => a.Value.ValueKind == JsonValueKind.String).Select(a => KeyValuePair.Create(a.Name, a.Value.GetString()!))
            : [];

    public string? Annotation(string key) => Json.Member("metadata").Member("annotations").Member(key).Text();

    /// <summary>The regular container or init container of that name.</summary>
    public ContainerView? Find(string name) =>
        Containers.FirstOrDefault(c => c.Name == name) ?? InitContainers.FirstOrDefault(c => c.Name == name);

    private IReadOnlyList<ContainerView> Read(
        string list, bool isInit, IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonElement>>? restored) =>
        [.. Spec.Member(list).Items().Select((json, index) => new ContainerView(
            json, index, isInit, RestartPolicy, restored?.GetValueOrDefault(json.Member("name").Text() ?? "") ?? Nothing))];

    // Containers that someone added since keep their places; the others fill the rest in their old order.
    private static IReadOnlyList<ContainerView> InOrder(IReadOnlyList<ContainerView> containers, IReadOnlyList<string> order)
    {
        var rank = order.Select((name, index) => (name, index)).GroupBy(x => x.name).ToDictionary(g => g.Key, g => g.First().index);
        var known = new Queue<ContainerView>(containers.Where(c => rank.ContainsKey(c.Name)).OrderBy(c => rank[c.Name]));
        return [.. containers.Select(c => rank.ContainsKey(c.Name) ? known.Dequeue() : c)];
    }
}
