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
    public static int Run(OwnState own)
    {
        if (!own.Has("started"u8)) own.Write(Record.Started);
        own.Write(Record.Opened, $"{Clock.Now}");
        own.Write(Record.Parked);
        using var signals = new SignalInbox(Signals.All);
        while (true)
        {
            var news = new Libc.PollEntry { Descriptor = signals.Descriptor, Wanted = Libc.PollIn };
            Libc.Poll(&news, 1, -1);
            while (signals.TryTake(out var message))
                if (Signals.Terminates(message.Signal) || message.Signal == Signals.WindowChange) return 0;
            int status;
            while (Libc.WaitPid(-1, &status, Libc.WaitNoHang) > 0) { }
        }
    }
}
