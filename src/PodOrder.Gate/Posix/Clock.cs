namespace PodOrder.Gate.Posix;

/// <summary>CLOCK_BOOTTIME: one clock for all containers of a Pod that goes on while the machine sleeps.</summary>
internal static unsafe class Clock
{
    private const int BootTime = 7, RealTime = 0;

    /// <summary>Milliseconds since the machine was started.</summary>
    public static long Now
    {
        get
        {
            Libc.TimeSpec time;
            Libc.GetTime(BootTime, &time);
            return (time.Seconds * 1000) + (time.Nanoseconds / 1_000_000);
        }
    }

    /// <summary>Seconds since 1970, the clock of file times.</summary>
    public static long FileTime
    {
        get
        {
            Libc.TimeSpec time;
            Libc.GetTime(RealTime, &time);
            return time.Seconds;
        }
    }
}
