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
        catch (Exception exception)
        {
            return Ending.Tell(GateException.Of(exception), RunFlags.DefaultTerminationLog);
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

        var survivors = Survivors(directory, containers);
        MakeDirectory(directory, "state", root);
        foreach (var container in containers) PrepareState(directory, $"state/{container.Name}", root);
        Require(Epoch.Begin(directory, survivors), root, "epoch");
    }

    /// <summary>What outlives the former epoch: of containers that kubelet does not run again in a new sandbox (computePodActions, ShouldContainerBeRestarted).</summary>
    private static List<string> Survivors(int root, List<InstalledContainer> containers)
    {
        var lines = new List<string>();
        if (Epoch.Read(root) is not { } former) return lines;

        foreach (var container in containers)
        {
            var state = Files.Open(root, CString.Of($"state/{container.Name}"), Libc.ReadOnly | Libc.Directory);
            if (state < 0) continue;
            var last = DependencyState.Read(state, container.Name, former, Clock.Now);
            Libc.Close(state);
            if (container.Policy != RestartPolicy.Always && last.Ended is 0) lines.Add($"keep {container.Name}");
            else if (container.IsGone(last)) lines.Add($"gone {container.Name}");
        }
        return lines;
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
