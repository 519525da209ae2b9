using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Sentinels;

/// <summary>What the records of a container say at one moment; all of it valid in the current epoch.</summary>
/// <param name="Started">Its process has been launched.</param>
/// <param name="Ready">Its recorded exec probe has passed, and the record has not expired.</param>
/// <param name="Ended">Exit code of its process, which has ended by itself; null = it has not.</param>
/// <param name="Stopped">Exit code of its process, which has ended after a stop signal; null = it has not.</param>
/// <param name="Kept">Its exit with code 0 was recorded in an earlier epoch: it does not run again.</param>
/// <param name="Gone">It ended in an earlier epoch in another way, and does not run again.</param>
/// <param name="Life">Whether a wrapper of this epoch lives.</param>
internal readonly record struct DependencyState(
    bool Started, bool Ready, int? Ended, int? Stopped, bool Kept, bool Gone, WrapperLife Life)
{
    /// <summary>Its wrapper was killed before it could record an end.</summary>
    public bool DiedWithoutAWord => Life == WrapperLife.Over && Ended is null && Stopped is null;

    /// <summary>Reads the records. Nothing is allocated.</summary>
    public static DependencyState Read(int directory, string container, Epoch epoch, long now)
    {
        var state = ReadRecords(directory, container, epoch, now, AliveLock.Observe(directory, "alive"u8, epoch));
        // The end is recorded before the lock is given back: what was not there before the look at the lock may be there now.
        return state.Life == WrapperLife.Over && state.Ended is null && state.Stopped is null
            ? ReadRecords(directory, container, epoch, now, WrapperLife.Over)
            : state;
    }

    private static DependencyState ReadRecords(int directory, string container, Epoch epoch, long now, WrapperLife life)
    {
        // What makes lost is read before what makes holds: what was written before an end is then always seen.
        var stopped = ReadCode(directory, "stopped"u8, epoch);
        var ended = ReadCode(directory, "ended"u8, epoch);
        var kept = epoch.Keeps(container);
        return new DependencyState(
            Started: IsRecorded(directory, "started"u8, epoch),
            Ready: IsReady(directory, epoch, now),
            Ended: kept ? 0 : ended,
            Stopped: stopped,
            Kept: kept,
            Gone: epoch.HasLost(container),
            Life: life);
    }

    internal static bool IsRecorded(int directory, ReadOnlySpan<byte> name, Epoch epoch)
    {
        Span<byte> buffer = stackalloc byte[64];
        return epoch.Is(new Line(Files.Read(directory, name, buffer)).Word());
    }

    internal static int? ReadCode(int directory, ReadOnlySpan<byte> name, Epoch epoch)
    {
        Span<byte> buffer = stackalloc byte[64];
        var line = new Line(Files.Read(directory, name, buffer));
        return epoch.Is(line.Word()) && line.TryNumber(out var code) && code <= byte.MaxValue ? (int)code : null;
    }

    private static bool IsReady(int directory, Epoch epoch, long now)
    {
        Span<byte> buffer = stackalloc byte[64];
        var line = new Line(Files.Read(directory, "ready"u8, buffer));
        if (!epoch.Is(line.Word())) return false;

        var expiry = line;
        return expiry.Word() is [(byte)'-'] || (line.TryNumber(out var expires) && now < expires);
    }
}
