using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Running;

/// <summary>Runs a program to its end, or kills it with all it has started: an exec probe or a hook.</summary>
internal static unsafe class BoundCommand
{
    /// <summary>Runs the program.</summary>
    /// <param name="command">The program.</param>
    /// <param name="timeout">Its longest duration in milliseconds; null = none.</param>
    /// <returns>Its exit code; 124 when it took too long; 128+n when signal n has ended the gate.</returns>
    /// <exception cref="GateException">It cannot be executed.</exception>
    public static int Run(Command command, long? timeout)
    {
        using var signals = new SignalInbox(Signals.All);
        Signals.SetAction(Signals.Child, ignore: false);
        var deadline = timeout is { } longest ? Clock.Now + longest : long.MaxValue;
        var child = Process.Start(Executable.Find(command), command, Place.Bound);
        while (true)
        {
            int word;
            if (Libc.WaitPid(child, &word, Libc.WaitNoHang) == child) return new ExitStatus(word).Code;

            var pause = Math.Min(deadline - Clock.Now, int.MaxValue);
            if (pause <= 0) return Kill(child, ExitCode.TimedOut);
            var news = new Libc.PollEntry { Descriptor = signals.Descriptor, Wanted = Libc.PollIn };
            Libc.Poll(&news, 1, (int)pause);
            while (signals.TryTake(out var message))
                if (Signals.Terminates(message.Signal)) return Kill(child, ExitCode.OfSignal(message.Signal));
        }
    }

    private static int Kill(int child, int code)
    {
        int word;
        Libc.Kill(-child, Signals.Kill);
        Libc.WaitPid(child, &word, 0);
        return code;
    }
}
