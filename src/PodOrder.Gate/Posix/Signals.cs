using System.Runtime.InteropServices;

namespace PodOrder.Gate.Posix;

/// <summary>
/// Signal masks and actions by raw system calls: the C library would hide signals 32 and 33, which are its own, but which the
/// application must find as they were. A set is a 64-bit word; signal n is bit n − 1.
/// </summary>
internal static unsafe class Signals
{
    public const int Hup = 1, Int = 2, Quit = 3, Abort = 6, Kill = 9, Pipe = 13, Term = 15, Child = 17, Continue = 18, Stop = 19;
    public const int TerminalStop = 20, TerminalInput = 21, TerminalOutput = 22, Urgent = 23, WindowChange = 28, IO = 29;
    public const int Highest = 64;
    public const ulong All = ulong.MaxValue;

    private const int SetMask = 2;
    private const nuint Default = 0, Ignore = 1;

    public static ulong Of(int signal) => 1UL << (signal - 1);

    public static bool Has(ulong set, int signal) => (set & Of(signal)) != 0;

    /// <summary>Blocks every signal in the calling thread and returns those that were blocked before.</summary>
    public static ulong BlockAll()
    {
        ulong all = All, previous = 0;
        Libc.RawSystemCall(SystemCall.SignalMask, SetMask, (nint)(&all), (nint)(&previous), sizeof(ulong));
        return previous;
    }

    public static void SetBlocked(ulong set) =>
        Libc.RawSystemCall(SystemCall.SignalMask, SetMask, (nint)(&set), 0, sizeof(ulong));

    /// <summary>The signals that are ignored.</summary>
    public static ulong ReadIgnored()
    {
        ulong ignored = 0;
        for (var signal = 1; signal <= Highest; signal++)
            if (ReadAction(signal) == Ignore) ignored |= Of(signal);
        return ignored;
    }

    /// <summary>The signals whose action is no longer to be ignored, where they are in the set, or the default, where they are not.</summary>
    public static ulong ReadChanged(ulong ignored)
    {
        ulong changed = 0;
        for (var signal = 1; signal <= Highest; signal++)
            if (ReadAction(signal) != (Has(ignored, signal) ? Ignore : Default)) changed |= Of(signal);
        return changed;
    }

    /// <summary>Sets the default action of a signal, or ignores it.</summary>
    public static void SetAction(int signal, bool ignore)
    {
        var action = new Action { Handler = ignore ? Ignore : Default };
        Libc.RawSystemCall(SystemCall.SignalAction, signal, (nint)(&action), 0, sizeof(ulong));
    }

    private static nuint ReadAction(int signal)
    {
        Action action = default;
        Libc.RawSystemCall(SystemCall.SignalAction, signal, 0, (nint)(&action), sizeof(ulong));
        return action.Handler;
    }

    /// <summary>A plain process ends by this signal unless it does something about it (signal(7)).</summary>
    public static bool Terminates(int signal) => signal is not
        (Child or Continue or Stop or TerminalStop or TerminalInput or TerminalOutput or Urgent or WindowChange);

    /// <summary>The kernel's <c>struct sigaction</c>, the same on x86-64 and arm64.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Action
    {
        public nuint Handler;
        public nuint Flags;
        public nuint Restorer;
        public ulong Mask;
    }
}
