namespace PodOrder.Gate;

/// <summary>The gate ends for a reason of its own.</summary>
/// <param name="code">The exit code, one of <see cref="ExitCode"/>.</param>
/// <param name="sentence">What is wrong, where, and what to do, for the person who reads the Pod's events and logs.</param>
internal sealed class GateException(int code, string sentence) : Exception(sentence)
{
    /// <summary>The exit code.</summary>
    public int Code { get; } = code;
}
