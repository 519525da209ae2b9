using PodOrder.Gate.Posix;
using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Running;

/// <summary>Stays alive, idle, after the application has succeeded, so that kubelet does not run it again (restart policy Always).</summary>
internal static unsafe class Parking
{
    /// <summary>
    /// Parks until a signal ends it. The exit code is 0: the application has succeeded, and a signal that deletes the Pod takes
    /// nothing from that; 143 would read as a failure in <c>kubectl get pod</c> and to whoever counts exit codes.
    /// </summary>
    /// <param name="own">Where it is recorded.</param>
    /// <param name="alive">The descriptor that holds the lock.</param>
    public static int Run(OwnState own, int alive)
    {
        if (!own.Has("started"u8)) own.Write(Record.Started);
        own.Write(Record.Opened, Number.Format(Clock.Now));
        own.Write(Record.Parked);
        using var signals = new SignalInbox(Signals.All);
        Descriptors.Release([signals.Descriptor, own.Directory, alive]);
        while (true)
        {
            signals.Await(long.MaxValue);
            while (signals.TryTake(out var message))
                if (Signals.Terminates(message.Signal) || message.Signal == Signals.WindowChange) return 0;
            int status;
            while (Libc.WaitPid(-1, &status, Libc.WaitNoHang) > 0) { }
        }
    }
}
