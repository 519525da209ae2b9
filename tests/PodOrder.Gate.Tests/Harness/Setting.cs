namespace PodOrder.Gate.Tests.Harness;

/// <summary>Circumstances in which an application runs with and without the gate.</summary>
/// <param name="Options">Options of `enter` (Probe/enter.c).</param>
internal sealed record Setting(params string[] Options)
{
    /// <summary>Further arguments of the application; they begin with `arg:`.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<string> Environment { get; init; } = ["PATH=/usr/bin:/bin"];

    public IReadOnlyDictionary<int, int> Descriptors { get; init; } = new Dictionary<int, int>();

    /// <summary>What the application reports of itself, started by the gate with these flags, or without it where there are none.</summary>
    public async Task<string[]> Report(SharedDirectory shared, params string[]? flags)
    {
        string[] application = [CPrograms.Probe, "report", .. Arguments];
        Launch launch = new()
        {
            Path = flags is null ? CPrograms.Probe : shared.Gate,
            Arguments = flags is null ? application : [shared.Gate, "run", "--self=web", .. flags, "--", .. application],
            Environment = Environment,
            Descriptors = Descriptors,
        };
        await using var process = GateProcess.Start(launch.Within(Options));
        var status = await process.Ended();
        return status == ExitStatus.Exited(0)
            ? process.Out.Lines
            : throw new InvalidOperationException($"The application ended with {status}: {process.Error.Text}");
    }
}
