namespace PodOrder.Gate.Posix;

/// <summary>Numbers of the system calls that are made past the C library, which lacks them or refines them.</summary>
internal static class SystemCall
{
#if ARM64
    public const int SignalAction = 134, SignalMask = 135, QueueSignal = 138;
#else
    public const int SignalAction = 13, SignalMask = 14, QueueSignal = 129;
#endif
    public const int CloseRange = 436;
}
