using System.Text.Json;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>The emptyDir through which the gates of a Pod speak.</summary>
/// <param name="Volume">The volume's name.</param>
/// <param name="Root">Its mount path, the same in every container.</param>
internal sealed record SharedDirectory(string Volume, string Root)
{
    /// <summary>The Pod's list that the volume stands in.</summary>
    public const string List = "volumes";

    private const string UsualVolume = "podorder", UsualRoot = "/podorder", SizeLimit = "32Mi";

    public string Gate { get; } = Root + "/bin/gate";

    public string StateOf(string container) => $"{Root}/state/{container}";

    /// <summary>A volume name and a mount path that nothing else in the Pod has taken; an earlier injection keeps its own.</summary>
    public static SharedDirectory For(PodView pod, Marks? marks)
    {
        if (marks is not null) return marks.Directory;
        var (volume, root) = (UsualVolume, UsualRoot);
        for (var number = 1; IsVolumeTaken(pod, volume); number++) volume = $"{UsualVolume}-{number}";
        for (var number = 1; IsPathTaken(pod, root); number++) root = $"{UsualRoot}-{number}";
        return new SharedDirectory(volume, root);
    }

    /// <summary>Writes the volume.</summary>
    public JsonPlace WriteVolume(JsonSheet json)
    {
        var writer = json.Begin();
        writer.WriteStartObject();
        writer.WriteString("name"u8, Volume);
        writer.WriteStartObject("emptyDir"u8);
        writer.WriteString("sizeLimit"u8, SizeLimit);
        writer.WriteEndObject();
        writer.WriteEndObject();
        return json.End();
    }

    /// <summary>Writes a mount of it.</summary>
    public void WriteMount(Utf8JsonWriter json, string path, string? subPath = null, bool isReadOnly = false)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, Volume);
        json.WriteString("mountPath"u8, path);
        if (subPath is not null) json.WriteString("subPath"u8, subPath);
        if (isReadOnly) json.WriteBoolean("readOnly"u8, true);
        json.WriteEndObject();
    }

    // A mount may name a volume that another webhook is yet to add.
    private static bool IsVolumeTaken(PodView pod, string name) =>
        Names(pod.Spec.Member("volumes"u8), name) || Any(pod, container => Names(container[ContainerView.VolumeMounts], name));

    private static bool IsPathTaken(PodView pod, string root) =>
        Any(pod, container => Reaches(container[ContainerView.VolumeMounts], "mountPath"u8, root) || Reaches(container.Json.Member("volumeDevices"u8), "devicePath"u8, root));

    private static bool Any(PodView pod, Func<ContainerView, bool> holds)
    {
        foreach (var container in pod.Containers)
        {
            if (holds(container)) return true;
        }
        foreach (var container in pod.InitContainers)
        {
            if (holds(container)) return true;
        }
        return false;
    }

    private static bool Names(JsonElement list, string name)
    {
        foreach (var item in list.Each())
        {
            if (item.Member("name"u8).Is(name)) return true;
        }
        return false;
    }

    private static bool Reaches(JsonElement list, ReadOnlySpan<byte> member, string root)
    {
        foreach (var item in list.Each())
        {
            if (item.Member(member).Text() is not { } text) continue;
            var path = text.AsSpan().TrimEnd('/');
            if (path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/')) return true;
        }
        return false;
    }
}
