namespace PodOrder.Conformance.Runtime;

/// <summary>
/// The command lines of crun, an OCI runtime. It runs without cgroups; where a machine mixes cgroup v1 and v2, which crun
/// refuses, a private mount namespace hides v2 from it.
/// </summary>
internal sealed class Crun
{
    private const string HideUnifiedHierarchy = "umount -l /sys/fs/cgroup/unified 2>/dev/null; exec crun \"$@\"";
    private readonly string _state;

    /// <summary>Keeps crun's own state in a directory.</summary>
    public Crun(string state) => _state = state;

    /// <summary>Creates and starts a container and stays until it has ended, with its exit code.</summary>
    public string[] Run(string id, string bundle) => Argv("run", "--bundle", bundle, id);

    /// <summary>Runs a process in a running container.</summary>
    public string[] Exec(string id, string process, string pidFile) => Argv("exec", "--process", process, "--pid-file", pidFile, id);

    /// <summary>Sends a signal to the container's first process.</summary>
    public string[] Kill(string id, string signal) => Argv("kill", id, signal);

    /// <summary>Kills and forgets a container.</summary>
    public string[] Delete(string id) => Argv("delete", "--force", id);

    private string[] Argv(params string[] argv) =>
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", HideUnifiedHierarchy, "crun", "--root", _state, "--cgroup-manager=disabled", .. argv];
}
