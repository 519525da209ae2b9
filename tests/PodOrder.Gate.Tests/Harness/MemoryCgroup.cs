using System.Globalization;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>A memory cgroup with a limit, of whichever version this machine has.</summary>
internal sealed class MemoryCgroup : IDisposable
{
    private MemoryCgroup(string path) => Path = path;

    public string Path { get; }

    public static string? Unavailable => Libc.geteuid() != 0 ? "not root" : Parent is null ? "no writable memory cgroup" : null;

    private static string? Parent { get; } = FindParent();

    public static MemoryCgroup Create(long bytes)
    {
        MemoryCgroup cgroup = new(System.IO.Path.Combine(Parent!, "podorder-" + Guid.NewGuid().ToString("N")));
        Directory.CreateDirectory(cgroup.Path);
        var limit = File.Exists(System.IO.Path.Combine(cgroup.Path, "memory.max")) ? "memory.max" : "memory.limit_in_bytes";
        File.WriteAllText(System.IO.Path.Combine(cgroup.Path, limit), bytes.ToString(CultureInfo.InvariantCulture));
        return cgroup;
    }

    /// <summary>What memory.oom.group does: SIGKILL to each process. Cgroup version 1 cannot be told to do it itself.</summary>
    public void EndAll()
    {
        foreach (var pid in File.ReadAllLines(System.IO.Path.Combine(Path, "cgroup.procs")))
            _ = Libc.kill(int.Parse(pid, CultureInfo.InvariantCulture), Signals.Kill);
    }

    public void Dispose()
    {
        for (var tries = 0; Directory.Exists(Path) && tries < 200; tries++)
        {
            try
            {
                Directory.Delete(Path);
            }
            catch (IOException)
            {
                // Busy until the kernel has let go of the last killed process.
                Thread.Sleep(5);
            }
        }
    }

    private static string? FindParent()
    {
        if (Directory.Exists("/sys/fs/cgroup/memory"))
            return "/sys/fs/cgroup/memory";
        const string controllers = "/sys/fs/cgroup/cgroup.subtree_control";
        return File.Exists(controllers) && File.ReadAllText(controllers).Contains("memory", StringComparison.Ordinal) ? "/sys/fs/cgroup" : null;
    }
}
