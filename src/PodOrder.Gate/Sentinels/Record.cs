namespace PodOrder.Gate.Sentinels;

/// <summary>Names of the records in a container's state directory (docs/protocol.md, "The shared directory").</summary>
internal static class Record
{
    public const string Alive = "alive", Started = "started", Ready = "ready", Ended = "ended", Stopped = "stopped", Waiting = "waiting";
    public const string Opened = "opened", Parked = "parked", Probe = "probe", Seen = "seen", Awaiting = "awaiting";
}
