using System.Runtime.InteropServices;
using System.Text.Json;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>
/// Puts back what an update took out of an injected Pod. A Pod's commands, probes and mounts are immutable, so without this a second
/// <c>kubectl apply</c> of the same bare manifest would be refused. What was really changed is left for the API server to refuse.
/// </summary>
internal static class Reinstatement
{
    public static JsonPatch Of(JsonElement pod, JsonElement oldPod, Marks marks, string statusKey, JsonSheet json)
    {
        var before = Restoration.Of(oldPod, marks);
        var now = new PodView(pod);
        JsonPlace? pullSecret = marks.PullSecret is { } name ? PullSecret.Write(json, name) : null;
        var patch = new PodPatch(now, Marks.Find(pod), json);
        foreach (var container in now.Containers.Concat(now.InitContainers))
        {
            foreach (var (field, original) in before.Find(container.Name)?.Restored.Where(f => f.Key != "lifecycle") ?? [])
            {
                var injected = before.Find(container.Name)!.Current(field);
                if (IsMixture(container.Current(field), original, injected)) patch.Field(container, field, injected.Exists() ? JsonMarshal.GetRawUtf8Value(injected) : default);
            }
        }
        patch.PutBackInstall(marks);
        var volume = oldPod.Member("spec"u8).Member("volumes"u8).Items().FirstOrDefault(v => v.Member("name"u8).Text() == marks.Directory.Volume);
        if (volume.Exists()) patch.AddNamed(SharedDirectory.List, marks.Directory.Volume, JsonMarshal.GetRawUtf8Value(volume));
        if (pullSecret is { } place) patch.AddNamed(PullSecret.List, marks.PullSecret!, json[place]);
        patch.Order(SameNames(pod, oldPod) ? Names(oldPod) : Names(pod));
        patch.Annotation(statusKey, new PodView(pod).Annotation(statusKey) ?? new PodView(oldPod).Annotation(statusKey));
        return patch.End();
    }

    // kubectl merges a probe member by member, so that the manifest's own probe stands beside ours in one object: whatever
    // comes from the one or the other alone is an undoing, anything else a change.
    private static bool IsMixture(JsonElement current, JsonElement original, JsonElement injected)
    {
        if (IsSame(current, original) || IsSame(current, injected)) return true;
        return current.ValueKind == JsonValueKind.Object
            && current.EnumerateObject().All(member => IsMixture(member.Value, original.Member(member.Name), injected.Member(member.Name)));
    }

    private static bool IsSame(JsonElement a, JsonElement b) =>
        a.Exists() && b.Exists() ? a.MeansTheSameAs(b) : a.Exists() == b.Exists();

    private static bool SameNames(JsonElement pod, JsonElement oldPod) => Names(pod).Order(StringComparer.Ordinal).SequenceEqual(Names(oldPod).Order(StringComparer.Ordinal));

    private static IReadOnlyList<string> Names(JsonElement pod) =>
        [.. pod.Member("spec"u8).Member("containers"u8).Items().Select(c => c.Member("name"u8).Text() ?? "")];
}
