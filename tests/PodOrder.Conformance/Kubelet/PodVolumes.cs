using PodOrder.Conformance.Images;
using PodOrder.Conformance.Manifests;
using PodOrder.Conformance.Runtime;

namespace PodOrder.Conformance.Kubelet;

/// <summary>The emptyDirs of a Pod: real directories, 0777, that live as long as the Pod.</summary>
internal sealed class PodVolumes
{
    private readonly string _directory;
    private readonly IReadOnlyList<Volume> _volumes;

    /// <summary>Makes the directories.</summary>
    public PodVolumes(string directory, IReadOnlyList<Volume> volumes)
    {
        _directory = directory;
        _volumes = volumes;
        foreach (var volume in volumes)
            MakeDirectory(PathOf(volume.Name));
    }

    /// <summary>Where a volume is on this machine.</summary>
    public string PathOf(string volume) => Path.Combine(_directory, volume);

    /// <summary>The mounts of a container, outer ones first, as containerd sorts them.</summary>
    public IReadOnlyList<BindMount> MountsOf(Container container, IReadOnlyDictionary<string, string> environment) =>
        [.. container.VolumeMounts
            .Select(mount => new BindMount(Source(mount, environment), mount.MountPath, mount.ReadOnly))
            .OrderBy(mount => mount.Target.Split('/', StringSplitOptions.RemoveEmptyEntries).Length)];

    /// <summary>A reboot empties what was in memory.</summary>
    public void ForgetMemory()
    {
        foreach (var volume in _volumes.Where(volume => volume.EmptyDir?.Medium == "Memory"))
        {
            Directory.Delete(PathOf(volume.Name), recursive: true);
            MakeDirectory(PathOf(volume.Name));
        }
    }

    private string Source(VolumeMount mount, IReadOnlyDictionary<string, string> environment)
    {
        if (_volumes.All(volume => volume.Name != mount.Name))
            throw new ArgumentException($"There is no volume {mount.Name}.");
        var volume = PathOf(mount.Name);
        var part = mount.SubPathExpr is null ? mount.SubPath : Expansion.Expand(mount.SubPathExpr, environment.GetValueOrDefault);
        if (string.IsNullOrEmpty(part))
            return volume;
        var source = Path.Combine(volume, part);
        if (!Path.Exists(source))
            MakeDirectories(volume, part);
        return source;
    }

    // kubelet gives a subPath that it makes the mode of its volume.
    private static void MakeDirectories(string volume, string part)
    {
        foreach (var step in part.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            volume = Path.Combine(volume, step);
            if (!Directory.Exists(volume))
                MakeDirectory(volume);
        }
    }

    private static void MakeDirectory(string path)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, Modes.Anyone); // CreateDirectory obeys the umask
    }
}
