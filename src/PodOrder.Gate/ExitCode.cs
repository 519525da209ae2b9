namespace PodOrder.Gate;

/// <summary>The gate's own exit codes; every other one is the application's.</summary>
internal static class ExitCode
{
    public const int DependencyFailed = 121;
    public const int TimedOut = 124;
    public const int GateError = 125;
    public const int NotExecutable = 126;
    public const int NotFound = 127;

    /// <summary>The exit code that a shell gives for a process ended by a signal.</summary>
    public static int OfSignal(int signal) => 128 + signal;
}
