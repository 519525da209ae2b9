using System.Text;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Running;

/// <summary>The last words and the last act of the gate.</summary>
internal static unsafe class Ending
{
    private const int LongestMessage = 4096; // kubelet: MaxContainerTerminationMessageLength

    /// <summary>Tells why the gate ends by itself, on stderr and in the termination message, which kubelet shows as the container's last state.</summary>
    public static int Tell(GateException error, string terminationLog)
    {
        StandardError.WriteLine(error.Message);
        // kubelet has made the file; where it has not, nobody reads it.
        var fd = Files.Open(Libc.AtWorkingDirectory, CString.Of(terminationLog), Libc.WriteOnly | Libc.Truncate | Libc.NoControllingTerminal | Libc.NonBlock);
        if (fd < 0) return error.Code;
        var text = Encoding.UTF8.GetBytes($"podorder: {error.Message}\n");
        Files.Write(fd, text.AsSpan(0, Math.Min(text.Length, LongestMessage)));
        Libc.Close(fd);
        return error.Code;
    }

    /// <summary>
    /// Ends as the application did: a parent that looks sees the same signal. Process 1 cannot end by a signal of its own, and
    /// gives the exit code of a shell.
    /// </summary>
    public static int As(ExitStatus status)
    {
        if (status.Signal == 0 || Libc.GetPid() == 1) return status.Code;

        var noCore = stackalloc ulong[2]; // the application's core is enough
        Libc.SetLimit(Libc.LimitCore, noCore);
        Signals.SetAction(status.Signal, ignore: false);
        Signals.SetBlocked(Signals.All & ~Signals.Of(status.Signal));
        Libc.Kill(Libc.GetPid(), status.Signal);
        return status.Code;
    }
}
