using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Running;

/// <summary>A program that may be ended with all it has started: an exec probe or a hook. It dies with the gate.</summary>
internal sealed unsafe class BoundCommand
{
    private readonly int _child;

    private BoundCommand(int child) => _child = child;

    /// <summary>Starts the program. The end of it is told by SIGCHLD, which must be blocked.</summary>
    /// <param name="command">The program.</param>
    /// <param name="streams">A descriptor for its stdin, stdout and stderr; −1 = the gate's own.</param>
    /// <exception cref="GateException">It cannot be executed.</exception>
    public static BoundCommand Start(Command command, int streams = -1)
    {
        Signals.SetAction(Signals.Child, ignore: false); // inherited as ignored, its end could not be seen
        return new BoundCommand(Process.Start(Executable.Find(command), command, Place.Bound, terminal: -1, streams));
    }

    /// <summary>Whether a child that was reaped is this one.</summary>
    public bool Is(int pid) => pid == _child;

    /// <summary>Its exit code, null while it runs.</summary>
    public int? Look()
    {
        int word;
        return Libc.WaitPid(_child, &word, Libc.WaitNoHang) == _child ? new ExitStatus(word).Code : null;
    }

    /// <summary>Ends it and all that it has started in its process group.</summary>
    public void Kill()
    {
        int word;
        Libc.Kill(-_child, Signals.Kill);
        Libc.WaitPid(_child, &word, 0);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program.</param>
    /// <param name="timeout">Its longest duration in milliseconds; null = none.</param>
    /// <returns>Its exit code; 124 when it took too long; 128+n when signal n has ended the gate.</returns>
    /// <exception cref="GateException">It cannot be executed.</exception>
    public static int Run(Command command, long? timeout)
    {
        using var signals = new SignalInbox(Signals.All);
        var deadline = timeout is { } longest ? Clock.Now + longest : long.MaxValue;
        var child = Start(command);
        while (true)
        {
            if (child.Look() is { } code) return code;
            if (signals.TakeEnd() is { } signal) return child.Kill(ExitCode.OfSignal(signal));
            if (Clock.Now >= deadline) return child.Kill(ExitCode.TimedOut);
            signals.Await(deadline - Clock.Now);
        }
    }

    private int Kill(int code)
    {
        Kill();
        return code;
    }
}
