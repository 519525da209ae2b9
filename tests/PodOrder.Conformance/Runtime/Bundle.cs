using System.Text.Json.Nodes;

namespace PodOrder.Conformance.Runtime;

/// <summary>An OCI bundle: <c>config.json</c> and the root file system beside it.</summary>
/// <param name="Directory">The bundle's directory, which holds <c>rootfs</c>.</param>
/// <param name="Process">What to run.</param>
/// <param name="Mounts">Volumes, outer ones first.</param>
/// <param name="ReadOnlyRoot">Whether the root file system may not be written.</param>
/// <param name="Hostname">The hostname.</param>
/// <param name="NetworkNamespace">The file of the Pod's network namespace.</param>
internal sealed record Bundle(
    string Directory, ContainerProcess Process, IReadOnlyList<BindMount> Mounts, bool ReadOnlyRoot, string Hostname, string NetworkNamespace)
{
    private const string ReadOnlyVolume = "ro", WritableVolume = "rw";

    /// <summary>The FIFO that tells of the start.</summary>
    public string StartedFifo => Path.Combine(Directory, "started");

    /// <summary>Writes <c>config.json</c>.</summary>
    public void Write() => File.WriteAllText(Path.Combine(Directory, "config.json"), new JsonObject
    {
        ["ociVersion"] = "1.0.2",
        ["process"] = Process.ToJson(),
        ["root"] = new JsonObject { ["path"] = "rootfs", ["readonly"] = ReadOnlyRoot },
        ["hostname"] = Hostname,
        ["mounts"] = new JsonArray([.. SystemMounts(), .. Mounts.Select(Bind)]),
        ["hooks"] = new JsonObject { ["poststart"] = new JsonArray(TellOfStart()) },
        ["linux"] = new JsonObject { ["namespaces"] = Namespaces() },
    }.ToJsonString());

    // The hook has to read the state that crun gives it on stdin, or crun fails.
    private JsonObject TellOfStart() => new()
    {
        ["path"] = "/bin/busybox",
        ["args"] = new JsonArray("busybox", "sh", "-c", "cat > /dev/null; echo started > \"$0\"", StartedFifo),
    };

    private JsonArray Namespaces() => new(
        Namespace("pid"), Namespace("ipc"), Namespace("uts"), Namespace("mount"),
        new JsonObject { ["type"] = "network", ["path"] = NetworkNamespace });

    private static JsonObject Namespace(string type) => new() { ["type"] = type };

    private static JsonObject Bind(BindMount mount) => Mount(mount.Target, "bind", mount.Source, "rbind", "rprivate", mount.ReadOnly ? ReadOnlyVolume : WritableVolume);

    private static IEnumerable<JsonObject> SystemMounts() =>
    [
        Mount("/proc", "proc", "proc"),
        Mount("/dev", "tmpfs", "tmpfs", "nosuid", "mode=755", "size=65536k"),
        Mount("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"),
    ];

    private static JsonObject Mount(string destination, string type, string source, params string[] options) => new()
    {
        ["destination"] = destination,
        ["type"] = type,
        ["source"] = source,
        ["options"] = new JsonArray([.. options.Select(option => JsonValue.Create(option))]),
    };
}
