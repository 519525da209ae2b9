using System.Numerics;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Startup;

/// <summary>What the process was started with, noted before the runtime could change it, and how to give it on unchanged.</summary>
internal static unsafe class Inherited
{
    private static ulong s_changed;

    /// <summary>
    /// The heap may grow by so many bytes before garbage is collected: little, so that a long wait stays small. This setting
    /// can be made by a variable only. A TLS handshake takes some megabytes.
    /// </summary>
    private static ReadOnlySpan<byte> CollectSoon =>
#if TLS
        "DOTNET_GCgen0size=80000"u8;
#else
        "DOTNET_GCgen0size=10000"u8;
#endif

    /// <summary>Number of entries of <see cref="Arguments"/>.</summary>
    public static int ArgumentCount { get; private set; }

    /// <summary>argv, byte for byte.</summary>
    public static byte** Arguments { get; private set; }

    /// <summary>environ, byte for byte, duplicates and malformed entries included.</summary>
    public static byte** Environment { get; private set; }

    /// <summary>The signals that were blocked.</summary>
    public static ulong Blocked { get; private set; }

    /// <summary>The signals that were ignored; all others had their default action.</summary>
    public static ulong Ignored { get; private set; }

    /// <summary>
    /// Notes everything and blocks all signals. The runtime gets an environment of its own: a <c>DOTNET_…</c> variable of the
    /// application is not meant for the gate.
    /// </summary>
    public static void Take(int argc, byte** argv, byte** envp)
    {
        ArgumentCount = argc;
        Arguments = argv;
        Environment = envp;
        Blocked = Signals.BlockAll();
        Ignored = Signals.ReadIgnored();
        Libc.ClearEnvironment();
        fixed (byte* setting = CollectSoon) Libc.PutEnvironment(setting);
    }

    /// <summary>Notes which signals the runtime has taken; to be called once the runtime has started.</summary>
    public static void TakeOver() => s_changed = Signals.ReadChanged(Ignored);

    /// <summary>
    /// Gives every signal the action and the mask it was inherited with. Safe between vfork and execve: no allocation, no
    /// transition into the runtime.
    /// </summary>
    public static void RestoreSignals()
    {
        for (var left = s_changed | Signals.Of(Signals.Child); left != 0; left &= left - 1)
        {
            var signal = BitOperations.TrailingZeroCount(left) + 1;
            Signals.SetAction(signal, ignore: Signals.Has(Ignored, signal));
        }
        Signals.SetBlocked(Blocked);
    }
}
