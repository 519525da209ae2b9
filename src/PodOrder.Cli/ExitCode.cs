namespace PodOrder.Cli;

/// <summary>How the program ends; <c>--help</c> tells.</summary>
internal static class ExitCode
{
    /// <summary>Done, and nothing was wrong.</summary>
    public const int Success = 0;

    /// <summary>A hint was refused, or a check found something.</summary>
    public const int Finding = 1;

    /// <summary>A wrong flag, or a file that cannot be read or is no manifest.</summary>
    public const int Usage = 2;

    /// <summary>The cluster or a registry could not be asked.</summary>
    public const int Unreachable = 3;

    /// <summary>Ctrl-C: 128 and the signal's number, as shells have it.</summary>
    public const int Interrupted = 130;
}
