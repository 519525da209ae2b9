namespace PodOrder.Webhook.Tests.Registry;

/// <summary>A clock that goes on only when told to.</summary>
internal sealed class HeldTime : TimeProvider
{
    private long _ticks = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
