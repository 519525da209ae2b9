using System.Diagnostics;

namespace PodOrder.Conformance.Runtime;

/// <summary>A container that crun runs: its start, its output, its end.</summary>
internal sealed class RunningContainer
{
    private readonly Crun _crun;
    private readonly Bundle _bundle;
    private readonly string _id;
    private int _execs;

    private RunningContainer(Crun crun, Bundle bundle, string id)
    {
        _crun = crun;
        _bundle = bundle;
        _id = id;
    }

    /// <summary>The exit code; 128+n for a signal n.</summary>
    public Task<int> Ended { get; private set; } = Task.FromResult(0);

    /// <summary>Completes with true once the process runs, with false when it could not be started.</summary>
    public Task<bool> Started { get; private set; } = Task.FromResult(false);

    /// <summary>Starts a container; <paramref name="line"/> gets each line of its output as it comes.</summary>
    public static RunningContainer Start(Crun crun, string id, Bundle bundle, Action<string> line)
    {
        bundle.Write();
        Native.Check(Native.MakeFifo(bundle.StartedFifo, 0b110_000_000), "mkfifo");
        var container = new RunningContainer(crun, bundle, id);
        var toldOfStart = Task.Factory.StartNew(container.ReadStartedFifo, TaskCreationOptions.LongRunning);
        var process = Command.Start(crun.Run(id, bundle.Directory));
        container.Ended = EndAsync(process, [ReadAsync(process.StandardOutput, line), ReadAsync(process.StandardError, line)]);
        container.Started = container.StartedAsync(toldOfStart);
        return container;
    }

    /// <summary>Sends a signal to the container's first process; nothing when it has ended.</summary>
    public Task SignalAsync(string signal) => Ended.IsCompleted ? Task.CompletedTask : Command.TryAsync(_crun.Kill(_id, signal));

    /// <summary>Runs a command in the container; null when the time was over, and then the command is killed.</summary>
    public async Task<(int? ExitCode, string Output)> ExecAsync(IReadOnlyList<string> argv, TimeSpan? limit = null)
    {
        var name = Path.Combine(_bundle.Directory, $"exec-{Interlocked.Increment(ref _execs)}");
        File.WriteAllText(name, (_bundle.Process with { Argv = argv }).ToJson().ToJsonString());
        using var process = Command.Start(_crun.Exec(_id, name, name + ".pid"));
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var over = new CancellationTokenSource(limit ?? Timeout.InfiniteTimeSpan);
        try
        {
            await process.WaitForExitAsync(over.Token);
            return (process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            KillExec(name + ".pid", process);
            await process.WaitForExitAsync();
            return (null, "");
        }
    }

    /// <summary>Kills what is left and removes the bundle.</summary>
    public async Task RemoveAsync()
    {
        if (!Ended.IsCompleted)
            await Command.TryAsync(_crun.Delete(_id));
        await Ended;
        Directory.Delete(_bundle.Directory, recursive: true);
    }

    private static void KillExec(string pidFile, Process crun)
    {
        if (File.Exists(pidFile) && int.TryParse(File.ReadAllText(pidFile), out var pid))
            Native.Kill(pid, 9);
        else
            crun.Kill();
    }

    private bool ReadStartedFifo()
    {
        using var reader = new StreamReader(_bundle.StartedFifo);
        return reader.ReadLine() == "started";
    }

    private async Task<bool> StartedAsync(Task<bool> told)
    {
        await Task.WhenAny(told, Ended);
        if (told.IsCompleted)
            return await told;
        // Nobody will write any more: end the reader. Opened for reading too, so that opening never blocks.
        await using var fifo = new FileStream(_bundle.StartedFifo, FileMode.Open, FileAccess.ReadWrite);
        fifo.Write("\n"u8);
        fifo.Flush();
        return await told;
    }

    private static async Task<int> EndAsync(Process process, Task[] output)
    {
        await process.WaitForExitAsync();
        await Task.WhenAll(output);
        using (process)
            return process.ExitCode;
    }

    private static Task ReadAsync(StreamReader reader, Action<string> line) => Task.Factory.StartNew(
        () =>
        {
            while (reader.ReadLine() is { } text)
                line(text);
        },
        TaskCreationOptions.LongRunning);
}
