using System.Text.Json;
using PodOrder.Hints;
using PodOrder.Plans;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>Writes what puts a plan into its Pod: all new values first, then the operations that bring them there.</summary>
internal sealed class InjectionPatch(PodView pod, Marks? marks, Plan plan, JsonSheet json)
{
    /// <summary>kubectl logs and exec take the first container unless this annotation says otherwise.</summary>
    public const string DefaultContainerKey = "kubectl.kubernetes.io/default-container";

    public JsonPatch Write(Hint hint, InjectionOptions options, string status)
    {
        var directory = SharedDirectory.For(pod, marks);
        var edits = Edits(new ContainerInjector(pod, hint, directory, json));
        var defaultContainer = DefaultContainer();
        // An order of the list alone needs no gate, but its undoing is kept in podorder-install like every other.
        var install = edits.Count > 0 || !IsInOrder() ? WriteInstall(edits, directory, options, defaultContainer is not null) : null;

        var patch = new PodPatch(pod, marks, json);
        patch.Containers(edits);
        if (install is not null)
        {
            patch.Install(install.Container, mustComeFirst: edits.Any(edit => edit.Container.IsInit));
            if (install.PullSecret is var (secret, place)) patch.AddNamed(PullSecret.List, secret, json[place]);
            patch.AddNamed(SharedDirectory.List, directory.Volume, json[install.Volume]);
        }
        patch.Order(plan.Order);
        patch.Annotation(HintKeys.Status, status);
        if (defaultContainer is not null) patch.Annotation(DefaultContainerKey, defaultContainer);
        return patch.End();
    }

    private List<ContainerEdit> Edits(ContainerInjector injector)
    {
        var edits = new List<ContainerEdit>(plan.Containers.Count);
        foreach (var container in plan.Containers) edits.Add(injector.Inject(container));
        return edits;
    }

    private WrittenInstall WriteInstall(List<ContainerEdit> edits, SharedDirectory directory, InjectionOptions options, bool setsDefaultContainer)
    {
        var secret = PullSecret.AddedTo(pod, marks, options);
        var original = WriteOriginal(secret, setsDefaultContainer);
        var container = new InstallContainer(pod, directory, options, json).Write(edits, original);
        return new WrittenInstall(container, directory.WriteVolume(json), secret is null ? null : (secret, PullSecret.Write(json, secret)));
    }

    // What they took before, they take still.
    private string? DefaultContainer()
    {
        var isSet = pod.Annotation(DefaultContainerKey) is not null && marks?.WasAdded("", DefaultContainerKey) != true;
        return !isSet && plan.Order.Count > 0 && plan.Order[0] != pod.Containers[0].Name ? pod.Containers[0].Name : null;
    }

    // What was changed in the Pod itself, or null where nothing was.
    private JsonPlace? WriteOriginal(string? pullSecret, bool setsDefaultContainer)
    {
        var added = Added(pullSecret is not null, setsDefaultContainer);
        if (added.Count == 0 && pullSecret is null && IsInOrder()) return null;
        var writer = json.Begin(before: Marks.OriginalFlag(""));
        writer.WriteStartObject();
        if (!IsInOrder()) WriteTexts(writer, Marks.Order, pod.Names);
        if (pullSecret is not null) writer.WriteString(Marks.PullSecretKey, pullSecret);
        if (added.Count > 0) WriteTexts(writer, Marks.Added, added);
        writer.WriteEndObject();
        return json.End();
    }

    private List<string> Added(bool addsPullSecret, bool setsDefaultContainer)
    {
        var added = new List<string>();
        NoteIfAdded("initContainers", pod.Spec);
        NoteIfAdded(SharedDirectory.List, pod.Spec);
        if (addsPullSecret) NoteIfAdded(PullSecret.List, pod.Spec);
        // A Pod with a hint has annotations of its own.
        NoteIfAdded("annotations", pod.Json.Member("metadata"u8));
        if (setsDefaultContainer) added.Add(DefaultContainerKey);
        return added;

        void NoteIfAdded(string member, JsonElement holder)
        {
            if (marks is null ? !holder.Member(member).Exists() : marks.WasAdded("", member)) added.Add(member);
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        writer.WriteTexts(texts);
        writer.WriteEndArray();
    }

    private bool IsInOrder() => ReferenceEquals(plan.Order, pod.Names) || plan.Order.SequenceEqual(pod.Names);

    private sealed record WrittenInstall(JsonPlace Container, JsonPlace Volume, (string Name, JsonPlace Reference)? PullSecret);
}
