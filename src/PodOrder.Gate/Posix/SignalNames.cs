using PodOrder.Gate.Flags;

namespace PodOrder.Gate.Posix;

/// <summary>Names of signals as Kubernetes' <c>lifecycle.stopSignal</c> spells them (core/v1, type Signal).</summary>
internal static class SignalNames
{
    private const int FirstRealTime = 34, LastRealTime = 64;

    private static readonly string[] s_names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>Reads <c>SIGTERM</c>, <c>TERM</c>, <c>15</c>, <c>SIGRTMIN+3</c> or <c>SIGRTMAX-1</c>; null where it is none.</summary>
    public static int? Parse(string text)
    {
        var name = text.StartsWith("SIG", StringComparison.Ordinal) ? text[3..] : text;
        var number = name switch
        {
            "IOT" => Signals.Abort,
            "CLD" => Signals.Child,
            "POLL" => Signals.IO,
            "RTMIN" => FirstRealTime,
            "RTMAX" => LastRealTime,
            _ when name.StartsWith("RTMIN+", StringComparison.Ordinal) => FirstRealTime + Offset(name),
            _ when name.StartsWith("RTMAX-", StringComparison.Ordinal) => LastRealTime - Offset(name),
            _ when Number.TryParse(name, out var given) => given,
            _ => Find(name),
        };
        return number is >= 1 and <= Signals.Highest ? (int)number : null;
    }

    private static int Find(string name)
    {
        for (var number = 1; number < s_names.Length; number++)
            if (s_names[number] == name) return number;
        return 0;
    }

    private static long Offset(string name) => Number.TryParse(name.AsSpan("RTMIN+".Length), out var offset) ? offset : Signals.Highest;
}
