using System.Text;
using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Startup;

namespace PodOrder.Gate.Running;

/// <summary>Finds a program as a container runtime does (Go's exec.LookPath, which runc uses): in PATH, unless its name has a slash.</summary>
internal static unsafe class Executable
{
    /// <summary>The path to execute, with a closing zero byte.</summary>
    /// <exception cref="GateException">There is no such program (127), or it may not be executed (126).</exception>
    public static byte[] Find(Command command)
    {
        var name = command.Name;
        if (command.IsEmpty || name.Length == 0)
            throw new GateException(ExitCode.NotFound, "there is no command to start: write the image's ENTRYPOINT and CMD in podorder.io/command");
        if (name.Contains('/', StringComparison.Ordinal)) return Check(CString.Of(name), name);

        var isForbidden = false;
        var path = Variable("PATH");
        foreach (var folder in path.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = CString.Of($"{folder}/{name}");
            var error = Examine(candidate);
            if (error == 0) return candidate;
            isForbidden |= error == Errno.AccessDenied;
        }
        throw isForbidden
            ? new GateException(ExitCode.NotExecutable, $"\"{name}\" was found in PATH, but may not be executed")
            : new GateException(ExitCode.NotFound, $"\"{name}\" was not found in PATH ({path})");
    }

    /// <summary>The sentence and exit code for a failed execve: 127 where something is missing, 126 where it cannot be executed, as a shell.</summary>
    public static GateException Failure(string name, int errno) => errno == Errno.NotFound
        ? new GateException(ExitCode.NotFound, $"\"{name}\" cannot be started: it, or the interpreter it names, was not found")
        : new GateException(ExitCode.NotExecutable, $"\"{name}\" cannot be started: {Libc.Describe(errno)}");

    private static byte[] Check(byte[] path, string name)
    {
        var error = Examine(path);
        return error == 0 ? path : throw (error is Errno.NotADirectory ? Failure(name, Errno.NotFound) : Failure(name, error));
    }

    /// <summary>0, or why a path cannot be executed.</summary>
    private static int Examine(byte[] path)
    {
        const int TypeMask = 0xF000, DirectoryType = 0x4000, AnyExecute = 0x49;
        if (!Files.TryGetStatus(Libc.AtWorkingDirectory, path, out var status)) return Libc.Errno;
        if ((status.Mode & TypeMask) == DirectoryType) return Errno.IsADirectory;
        if ((status.Mode & AnyExecute) == 0) return Errno.AccessDenied;
        fixed (byte* text = path)
            if (Libc.AccessAt(Libc.AtWorkingDirectory, text, Libc.ExecutableMode, Libc.EffectiveAccess) == 0) return 0;
        // A seccomp profile older than faccessat2(2) does not permit the question: execve answers it.
        return Libc.Errno == Errno.NotPermitted ? 0 : Libc.Errno;
    }

    /// <summary>The value of an environment variable, empty where there is none.</summary>
    public static string Variable(string name)
    {
        var prefix = Encoding.UTF8.GetBytes(name + "=");
        for (var entry = Inherited.Environment; *entry is not null; entry++)
        {
            var text = CString.Span(*entry);
            if (text.StartsWith(prefix)) return Encoding.UTF8.GetString(text[prefix.Length..]);
        }
        return "";
    }
}
