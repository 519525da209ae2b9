using PodOrder.Gate.Posix;
using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Running;

/// <summary>
/// Stays after the application's end until the container's postStart hook has seen it: kubelet kills a hook with its
/// container, and the next container is to start after this end, not before.
/// </summary>
internal static class Linger
{
    private const long Pause = 250;

    /// <summary>Lingers until <c>seen</c> is written, until the hook is killed, until a signal comes, or, where no hook shows up, for <paramref name="longest"/> milliseconds.</summary>
    /// <returns>False where a stop signal has ended it: then the wrapper ends.</returns>
    public static bool Run(OwnState own, long longest)
    {
        using var signals = new SignalInbox(Signals.All);
        var watch = DirectoryWatch.Open(own.Path, DirectoryWatch.Renames, out _);
        var deadline = Clock.Now + longest;
        while (!own.Has("seen"u8) && (own.Awaiting == WrapperLife.Alive || (own.Awaiting == WrapperLife.NotBegun && Clock.Now < deadline)))
        {
            signals.Await(Pause);
            if (signals.TakeEnd() is not null) return false;
        }
        if (watch >= 0) Libc.Close(watch);
        return signals.TakeEnd() is null; // what the watch sent must not end what comes next
    }
}
