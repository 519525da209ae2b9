using System.Globalization;

namespace PodOrder.Cli.Live;

/// <summary>What the gate said at the head of a container's log, with kubelet's time stamps: exact where the Pod's status has whole seconds.</summary>
/// <param name="Waiting">When it first said what it waits for, or null.</param>
/// <param name="Opened">When it said that its wait is over, or null.</param>
internal sealed record GateLog(DateTimeOffset? Waiting, DateTimeOffset? Opened)
{
    private const string WaitingLine = "podorder: waiting for ", OpenedLine = "podorder: opened after ";

    /// <summary>How many bytes of a log are worth reading: a line each 30 s for as long as anybody waits.</summary>
    public const int HeadBytes = 128 * 1024;

    /// <summary>Reads lines <c>2026-11-25T18:11:34.873110452Z podorder: waiting for …</c>.</summary>
    public static GateLog Read(string log)
    {
        DateTimeOffset? waiting = null, opened = null;
        foreach (var line in log.Split('\n'))
        {
            var space = line.IndexOf(' ');
            if (space < 0) continue;
            var text = line.AsSpan(space + 1);
            if (waiting is null && text.StartsWith(WaitingLine)) waiting = Time(line.AsSpan(0, space));
            if (opened is null && text.StartsWith(OpenedLine)) opened = Time(line.AsSpan(0, space));
            if (opened is not null) break;
        }
        return new GateLog(waiting, opened);
    }

    // .NET reads seven digits of a fraction; kubelet writes nine.
    private static DateTimeOffset? Time(ReadOnlySpan<char> stamp)
    {
        var whole = stamp.IndexOf('.') is > 0 and var point ? $"{stamp[..Math.Min(stamp.Length, point + 8)].TrimEnd('Z')}Z" : stamp.ToString();
        return DateTimeOffset.TryParse(whole, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }
}
