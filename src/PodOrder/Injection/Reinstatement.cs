using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>
/// Puts back what an update took out of an injected Pod. A Pod's commands, probes and mounts are immutable, so without this a second
/// <c>kubectl apply</c> of the same bare manifest would be refused. What was really changed is left for the API server to refuse.
/// </summary>
internal static class Reinstatement
{
    public static IReadOnlyList<PatchOperation> Of(JsonElement pod, JsonElement oldPod, Marks marks, string statusKey)
    {
        var before = Restoration.Of(oldPod, marks);
        var now = new PodView(pod);
        var patch = new PodPatch(now, Marks.Find(pod));
        foreach (var container in now.Containers.Concat(now.InitContainers))
        {
            foreach (var (field, original) in before.Find(container.Name)?.Restored.Where(f => f.Key != "lifecycle") ?? [])
            {
                var injected = before.Find(container.Name)!.Current(field);
                if (IsTakenOut(container.Current(field), original)) patch.Field(container, field, injected.Exists() ? injected.ToNode() : null);
            }
        }
        patch.PutBackInstall(marks);
        var volume = oldPod.Member("spec").Member("volumes").Items().FirstOrDefault(v => v.Member("name").Text() == marks.Directory.Volume);
        if (volume.Exists()) patch.Volume(volume.ToNode().AsObject());
        patch.Order(SameNames(pod, oldPod) ? Names(oldPod) : Names(pod));
        patch.Annotation(statusKey, new PodView(pod).Annotation(statusKey) ?? new PodView(oldPod).Annotation(statusKey));
        return patch.Operations;
    }

    // kubectl merges a probe member by member, so the manifest's own probe may stand beside ours in one object.
    private static bool IsTakenOut(JsonElement current, JsonElement original) =>
        original.Exists() ? current.Exists() && PodPatch.Contains(current, original.ToNode()) : !current.Exists();

    private static bool SameNames(JsonElement pod, JsonElement oldPod) => Names(pod).Order(StringComparer.Ordinal).SequenceEqual(Names(oldPod).Order(StringComparer.Ordinal));

    private static IReadOnlyList<string> Names(JsonElement pod) =>
        [.. pod.Member("spec").Member("containers").Items().Select(c => c.Member("name").Text() ?? "")];
}
