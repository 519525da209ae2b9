using System.Text.Json;
using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>What is seen of an injection from outside the Pod.</summary>
/// <param name="GatePath">The path of the gate in the Pod's containers.</param>
/// <param name="GateImage">The image that it came from.</param>
/// <param name="Version">The version of PodOrder that injected it, or null where the annotation that tells it is gone.</param>
/// <param name="Containers">The containers that have the gate, and so can run it.</param>
public sealed record InjectedPod(string GatePath, string GateImage, string? Version, IReadOnlyList<string> Containers)
{
    private const string Program = "podorder ";

    /// <summary>What a Pod carries, or null where it carries no injection.</summary>
    public static InjectedPod? Find(JsonElement pod)
    {
        if (Marks.Find(pod) is not { } marks) return null;
        var spec = pod.Member("spec");
        var holders = spec.Member("containers").Items().Concat(spec.Member("initContainers").Items())
            .Where(container => container.Member("name").Text() != Marks.InstallName
                && container.Member("volumeMounts").Items().Any(mount => mount.Member("mountPath").Text() == marks.Directory.Root))
            .Select(container => container.Member("name").Text() ?? "");
        return new InjectedPod(marks.Directory.Gate, marks.Install.Member("image").Text() ?? "", VersionOf(pod), [.. holders]);
    }

    private static string? VersionOf(JsonElement pod)
    {
        var status = pod.Member("metadata").Member("annotations").Member(HintKeys.Status).Text() ?? "";
        var colon = status.IndexOf(':');
        return status.StartsWith(Program, StringComparison.Ordinal) && colon > 0 ? status[Program.Length..colon] : null;
    }
}
