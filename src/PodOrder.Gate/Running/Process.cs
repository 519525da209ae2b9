using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Startup;

namespace PodOrder.Gate.Running;

/// <summary>Starts programs with everything that was inherited: environment, signal mask and actions; see <see cref="Inherited"/>.</summary>
internal static unsafe class Process
{
    /// <summary>Becomes the program; returns only by an exception.</summary>
    /// <exception cref="GateException">It cannot be executed.</exception>
    public static void Become(byte[] path, Command command)
    {
        Inherited.RestoreSignals();
        fixed (byte* executable = path) Libc.Execve(executable, command.Arguments, Inherited.Environment);
        var errno = Libc.Errno;
        Signals.BlockAll();
        throw Executable.Failure(command.Name, errno);
    }

    /// <summary>
    /// Starts the program as a child and returns its pid. vfork, not posix_spawn: the C library's leaves signals 32 and 33
    /// ignored and unblocked, and cannot hand over a terminal. The parent runs on only after execve, so that a signal
    /// forwarded to the pid always reaches the program.
    /// </summary>
    /// <exception cref="GateException">It cannot be executed.</exception>
    public static int Start(byte[] path, Command command, Place place, int terminal = -1, int streams = -1)
    {
        fixed (byte* executable = path)
        {
            var start = new ChildStart
            {
                Executable = executable, Arguments = command.Arguments, Place = place, Terminal = terminal, Streams = streams,
            };
            var pid = Libc.VFork();
            if (pid == 0) RunChild(&start); // does not return
            if (pid < 0) throw new GateException(ExitCode.GateError, $"\"{command.Name}\" cannot be started: {Libc.Describe(Libc.Errno)}");
            if (start.Errno == 0) return pid;

            int status;
            Libc.WaitPid(pid, &status, 0);
            throw Executable.Failure(command.Name, start.Errno);
        }
    }

    /// <summary>Runs in the child, in memory shared with the halted parent: system calls only, and no return to its frame.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunChild(ChildStart* start)
    {
        switch (start->Place)
        {
            case Place.OwnSession:
                Libc.SetSession();
                if (start->Terminal >= 0) Libc.DeviceControl(start->Terminal, Libc.AttachTerminal, 0);
                break;
            case Place.OwnGroup:
                Libc.SetProcessGroup(0, 0);
                if (start->Terminal >= 0)
                {
                    var group = Libc.GetProcessGroup();
                    Libc.DeviceControl(start->Terminal, Libc.SetForeground, (nint)(&group));
                }
                break;
            default:
                Libc.SetProcessGroup(0, 0);
                Libc.Prctl(Libc.SetParentDeathSignal, Signals.Kill, 0, 0, 0);
                break;
        }
        if (start->Streams >= 0)
        {
            Libc.Duplicate(start->Streams, 0);
            Libc.Duplicate(start->Streams, 1);
            Libc.Duplicate(start->Streams, 2);
        }
        Inherited.RestoreSignals();
        Libc.Execve(start->Executable, start->Arguments, Inherited.Environment);
        start->Errno = Libc.Errno;
        Libc.ExitNow(ExitCode.NotFound);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ChildStart
    {
        public byte* Executable;
        public byte** Arguments;
        public Place Place;
        public int Terminal;
        public int Streams;
        public int Errno;
    }
}
