using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>The emptyDir through which the gates of a Pod speak.</summary>
/// <param name="Volume">The volume's name.</param>
/// <param name="Root">Its mount path, the same in every container.</param>
internal sealed record SharedDirectory(string Volume, string Root)
{
    public string Gate => Root + "/bin/gate";

    public string StateOf(string container) => $"{Root}/state/{container}";

    /// <summary>A volume name and a mount path that nothing else in the Pod has taken; an earlier injection keeps its own.</summary>
    public static SharedDirectory For(PodView pod, Marks? marks)
    {
        if (marks is not null) return marks.Directory;
        var containers = pod.Containers.Concat(pod.InitContainers).ToList();
        // A mount may name a volume that another webhook is yet to add.
        var volumes = pod.Spec.Member("volumes").Items().Concat(containers.SelectMany(c => c[ContainerView.VolumeMounts].Items()))
            .Select(v => v.Member("name").Text()).ToHashSet(StringComparer.Ordinal);
        var paths = containers.SelectMany(PathsOf).ToList();
        return new SharedDirectory(
            Candidates("podorder").First(name => !volumes.Contains(name)),
            Candidates("/podorder").First(root => !paths.Any(path => path == root || path.StartsWith(root + "/", StringComparison.Ordinal))));
    }

    private static IEnumerable<string> PathsOf(ContainerView container) =>
        container[ContainerView.VolumeMounts].Items().Select(mount => mount.Member("mountPath").Text())
            .Concat(container.Json.Member("volumeDevices").Items().Select(device => device.Member("devicePath").Text()))
            .OfType<string>().Select(path => path.TrimEnd('/'));

    private static IEnumerable<string> Candidates(string name) =>
        Enumerable.Range(1, int.MaxValue - 1).Select(n => $"{name}-{n}").Prepend(name);
}
