namespace PodOrder.Gate;

/// <summary>The gate ends for a reason of its own.</summary>
/// <param name="code">The exit code, one of <see cref="ExitCode"/>.</param>
/// <param name="sentence">What is wrong, where, and what to do, for the person who reads the Pod's events and logs.</param>
internal sealed class GateException(int code, string sentence) : Exception(sentence)
{
    /// <summary>The exit code.</summary>
    public int Code { get; } = code;

    /// <summary>What nobody has thought of is an error of the gate's own too: it is told, and waiters learn of it, as of any other.</summary>
    public static GateException Of(Exception error) =>
        error as GateException ?? new GateException(ExitCode.GateError, $"internal error ({error.Message}); please report it with the gate's flags");
}
