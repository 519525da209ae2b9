using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Probing;

/// <summary>Blocks until the gate has opened: the injected startup probe, which keeps kubelet from killing a container that waits.</summary>
internal static class Opening
{
    private const long FirstReason = 10_000, SecondReason = 40_000, Pause = 250;

    /// <summary>Blocks; null once the gate has been open for long enough, else the probe's exit code, its reason told.</summary>
    public static int? Await(OwnState own, ProbeFlags flags)
    {
        using var signals = new SignalInbox(Signals.All);
        var watch = DirectoryWatch.Open(own.Path, DirectoryWatch.Renames, out _);
        long? reasonDue = null;
        while (true)
        {
            var now = Clock.Now;
            if (OpenedAt(own) is { } opened)
            {
                if (now - opened >= flags.Delay) break;
                signals.Await(opened + flags.Delay - now);
            }
            else
            {
                var (since, text) = own.ReadWaiting();
                reasonDue ??= flags.Limit is { } limit && since is { } at ? at + NextReason(now - at, limit) : null;
                if (now >= reasonDue) return TellReason(since!.Value, text, now);
                signals.Await(Math.Min(Pause, (reasonDue ?? long.MaxValue) - now));
            }
            if (signals.TakeEnd() is { } signal) return ExitCode.OfSignal(signal);
        }
        Libc.Close(watch);
        // What the watch sent must not reach the probe.
        return signals.TakeEnd() is { } last ? ExitCode.OfSignal(last) : null;
    }

    /// <summary>
    /// The age of the wait at which the next reason is told: 10 s, 40 s, then every limit. More would hide other events of the
    /// Pod, which are rate-limited together (client-go: EventSourceObjectSpamFilter).
    /// </summary>
    internal static long NextReason(long age, long limit) => age < FirstReason ? FirstReason
        : age < SecondReason ? SecondReason
        : SecondReason + (((age - SecondReason) / limit) + 1) * limit;

    private static int TellReason(long since, string text, long now)
    {
        StandardOutput.WriteLine($"waiting for {text}, {Duration.Format((now - since) / 1000 * 1000)}");
        return 1;
    }

    private static long? OpenedAt(OwnState own) =>
        Number.Parse(own.Read(Record.Opened));
}
