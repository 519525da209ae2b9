using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>The same file under the paths by which two containers see it.</summary>
internal static class SharedPath
{
    /// <summary>The path by which <paramref name="to"/> sees a file that <paramref name="from"/> sees as <paramref name="path"/>.</summary>
    /// <exception cref="RefusedException">They do not share the volume that it is on.</exception>
    public static string Translate(string path, ContainerView from, ContainerView to)
    {
        var source = Mounts(from).Where(m => IsUnder(path, m.Path)).OrderByDescending(m => m.Path.Length).FirstOrDefault();
        var target = Mounts(to).FirstOrDefault(m => m.Volume.Length > 0 && m.Volume == source.Volume && m.SubPath == source.SubPath);
        return target != default
            ? target.Path.TrimEnd('/') + path[source.Path.TrimEnd('/').Length..]
            : throw new RefusedException(RefusalReason.Condition,
                $"podorder.io/ready names the file {Quote.Of(path)} of container \"{to.Name}\", which is on no volume that \"{from.Name}\" and \"{to.Name}\" both mount; " +
                "mount one emptyDir in both and write the file there");
    }

    private static IEnumerable<(string Volume, string Path, string SubPath)> Mounts(ContainerView container) =>
        container[ContainerView.VolumeMounts].Items().Select(mount =>
            (mount.Member("name"u8).Text() ?? "", mount.Member("mountPath"u8).Text() ?? "", mount.Member("subPath"u8).Text() ?? ""));

    private static bool IsUnder(string path, string directory) =>
        path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);
}
