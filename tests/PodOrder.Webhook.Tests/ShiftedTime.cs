namespace PodOrder.Webhook.Tests;

/// <summary>A clock that can be put forward and back; timers go by the real one, as they do when a machine's clock is set.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));

    public void Pass(TimeSpan time) => Interlocked.Add(ref _shift, time.Ticks);
}
