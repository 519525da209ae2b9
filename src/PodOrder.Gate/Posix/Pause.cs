namespace PodOrder.Gate.Posix;

/// <summary>Sleeps without the runtime's timers.</summary>
internal static unsafe class Pause
{
    public static void Milliseconds(int count) => Libc.Poll(null, 0, count);
}
