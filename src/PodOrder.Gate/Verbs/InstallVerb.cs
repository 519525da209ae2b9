using System.Text;
using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Running;
using PodOrder.Gate.Sentinels;
using PodOrder.Gate.Waiting;

namespace PodOrder.Gate.Verbs;

/// <summary><c>gate install</c>, the init container podorder-install: puts the gate into the shared directory, prepares the state directories and begins an epoch.</summary>
internal static class InstallVerb
{
    private const int OpenDirectory = 0x1FF; // 0777: containers run under different users

    /// <summary>Runs the verb and returns the exit code.</summary>
    public static int Run(Arguments arguments)
    {
        string? root = null;
        var withTls = false;
        var containers = new List<InstalledContainer>();
        while (arguments.Next())
            switch (arguments.Name)
            {
                case "root":
                    root = arguments.Value;
                    break;
                case "container":
                    containers.Add(InstalledContainer.Parse(arguments));
                    break;
                case "tls" when arguments.IsGiven:
                    withTls = true;
                    break;
                case "original": // the webhook's own note
                    break;
                default:
                    throw arguments.Unknown();
            }
        try
        {
            Install(root ?? throw arguments.Error("--root is missing"), containers, withTls);
            return 0;
        }
        catch (GateException error)
        {
            return Ending.Tell(error, RunFlags.DefaultTerminationLog);
        }
    }

    private static void Install(string root, List<InstalledContainer> containers, bool withTls)
    {
        var directory = Files.Open(Libc.AtWorkingDirectory, CString.Of(root), Libc.ReadOnly | Libc.Directory);
        if (directory < 0) throw new GateException(ExitCode.GateError, $"{root} cannot be opened: {Libc.Describe(-directory)}");

        MakeDirectory(directory, "bin", root);
        GateCopy.Put(directory, "bin/gate", "/proc/self/exe", root);
        if (withTls) GateCopy.Put(directory, "bin/gate-tls", GateCopy.Beside("gate-tls"), root);

        var addresses = Executable.Variable("POD_IPS").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Require(Files.Replace(directory, "pod-ips", Encoding.UTF8.GetBytes(string.Join('\n', addresses) + "\n")), root, "pod-ips");

        MakeDirectory(directory, "state", root);
        foreach (var container in containers) PrepareState(directory, $"state/{container.Name}", root);
        Require(Epoch.Begin(directory, Kept(directory, containers)), root, "epoch");
    }

    /// <summary>kubelet: after a new sandbox it does not run a container again that had ended with 0 under OnFailure (computePodActions, ShouldContainerBeRestarted).</summary>
    private static List<string> Kept(int root, List<InstalledContainer> containers)
    {
        if (Epoch.Read(root) is not { } former) return [];

        var kept = new List<string>();
        foreach (var container in containers)
        {
            if (container.Policy != RestartPolicy.OnFailure) continue;
            var state = Files.Open(root, CString.Of($"state/{container.Name}"), Libc.ReadOnly | Libc.Directory);
            if (state < 0) continue;
            if (former.Keeps(container.Name) || DependencyState.ReadCode(state, "ended"u8, former) is 0) kept.Add(container.Name);
            Libc.Close(state);
        }
        return kept;
    }

    /// <summary>Makes a state directory, and <c>alive</c> in it, so that a wrapper can say that it lives, and thus died, on a full volume too.</summary>
    private static void PrepareState(int root, string path, string rootPath)
    {
        MakeDirectory(root, path, rootPath);
        var directory = Files.Open(root, CString.Of(path), Libc.ReadOnly | Libc.Directory);
        if (directory < 0) Require(-directory, rootPath, path);
        Require(AliveLock.Prepare(directory), rootPath, path);
        Libc.Close(directory);
    }

    private static unsafe void MakeDirectory(int root, string path, string rootPath)
    {
        fixed (byte* name = CString.Of(path))
            if (Libc.MakeDirectoryAt(root, name, OpenDirectory) != 0 && Libc.Errno != Errno.Exists) Require(Libc.Errno, rootPath, path);
        var directory = Files.Open(root, CString.Of(path), Libc.ReadOnly | Libc.Directory);
        if (directory < 0) Require(-directory, rootPath, path);
        Libc.SetMode(directory, OpenDirectory); // whatever the umask is; not ours after a change of user, then it is right already
        Libc.Close(directory);
    }

    private static void Require(int errno, string root, string path)
    {
        if (errno != 0) throw new GateException(ExitCode.GateError, $"{root}/{path} cannot be written: {Libc.Describe(errno)}");
    }
}
