namespace PodOrder.Cli.Live;

/// <summary>Exit codes of the gate itself (docs/protocol.md), in words.</summary>
internal static class GateExit
{
    private const string DependencyFailed = "exit code 121, its dependency failed", TimedOut = "exit code 124, its wait took too long";

    public static string Describe(int code) => code switch
    {
        121 => DependencyFailed,
        124 => TimedOut,
        _ => $"exit code {code}",
    };

    /// <summary>Whether a description is of a wait that came to nothing.</summary>
    public static bool IsOne(string description) =>
        description.StartsWith(DependencyFailed, StringComparison.Ordinal) || description.StartsWith(TimedOut, StringComparison.Ordinal);
}
