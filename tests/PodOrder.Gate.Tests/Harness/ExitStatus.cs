using System.Globalization;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>How a process ended, as its parent sees it.</summary>
/// <param name="Code">The exit code, or null when a signal ended it.</param>
/// <param name="Signal">The signal that ended it, or null.</param>
internal readonly record struct ExitStatus(int? Code, int? Signal)
{
    public static ExitStatus Exited(int code) => new(code, null);

    public static ExitStatus Killed(int signal) => new(null, signal);

    /// <summary>What a container runtime reports: 128+n for a signal.</summary>
    public int AsReported => Code ?? 128 + Signal!.Value;

    public override string ToString() => Code is { } code
        ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}")
        : string.Create(CultureInfo.InvariantCulture, $"signal {Signal}");
}
