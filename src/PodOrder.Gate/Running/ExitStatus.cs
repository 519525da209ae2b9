namespace PodOrder.Gate.Running;

/// <summary>What <c>waitpid</c> tells of a child.</summary>
/// <param name="Word">The status word.</param>
internal readonly record struct ExitStatus(int Word)
{
    private const int Stopped = 0x7f;

    public bool IsStopped => (Word & 0xff) == Stopped;

    /// <summary>The signal that ended the process; 0 where it exited.</summary>
    public int Signal => IsStopped ? 0 : Word & 0x7f;

    /// <summary>The exit code as a shell tells it: 128+n for signal n.</summary>
    public int Code => Signal == 0 ? (Word >> 8) & 0xff : ExitCode.OfSignal(Signal);
}
