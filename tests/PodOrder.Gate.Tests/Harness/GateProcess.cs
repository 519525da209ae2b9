using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>A started process, mostly the gate: its output as it comes, its end as its parent sees it.</summary>
internal sealed class GateProcess : IAsyncDisposable
{
    private readonly TaskCompletionSource<ExitStatus> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Descriptor? _input;
    private readonly Descriptor _processDescriptor;
    private readonly Descriptor[] _outputs;
    private readonly Transcript[] _transcripts;
    private volatile bool _disposed;

    private GateProcess(int id, Descriptor? input, Descriptor[] outputs)
    {
        Id = id;
        _input = input;
        _outputs = outputs;
        _transcripts = [Out, Error, Told];
        var descriptor = Libc.pidfd_open(id, 0);
        if (descriptor < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        _processDescriptor = Descriptor.Of(descriptor);
        new Thread(Follow, 256 * 1024) { IsBackground = true }.Start();
    }

    /// <summary>The process started: the gate itself, or `enter` where that waits for a PID 1 (see <see cref="Container"/>).</summary>
    public int Id { get; }

    public Transcript Out { get; } = new();

    public Transcript Error { get; } = new();

    /// <summary>What `enter` or `halt` says on descriptor 9.</summary>
    public Transcript Told { get; } = new();

    public bool IsRunning => !_ended.Task.IsCompleted;

    public static GateProcess Start(Launch launch)
    {
        var (input, inputOfParent) = Descriptor.Pipe();
        var pipes = new[] { Descriptor.Pipe(), Descriptor.Pipe(), Descriptor.Pipe() };
        var descriptors = new Dictionary<int, int>
        {
            [0] = input.Number, [1] = pipes[0].Writing.Number, [2] = pipes[1].Writing.Number,
        };
        if (launch.Tells)
            descriptors[9] = pipes[2].Writing.Number;
        foreach (var (target, descriptor) in launch.Descriptors)
            descriptors[target] = descriptor;
        if (!launch.Input)
            inputOfParent.Dispose();
        try
        {
            return new GateProcess(Spawn.Start(launch, descriptors), launch.Input ? inputOfParent : null, [.. pipes.Select(pipe => pipe.Reading)]);
        }
        finally
        {
            input.Dispose();
            foreach (var (_, writing) in pipes)
                writing.Dispose();
        }
    }

    /// <summary>`gate` of that directory with these arguments.</summary>
    public static GateProcess Start(SharedDirectory shared, params IEnumerable<string> arguments) => Start(shared.Launch(arguments));

    public void Signal(int signal)
    {
        if (Libc.kill(Id, signal) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public void Write(string text) => _input!.Write(Encoding.UTF8.GetBytes(text));

    public void CloseInput() => _input!.Dispose();

    /// <summary>Its end, and all its output read.</summary>
    public async Task<ExitStatus> Ended(TimeSpan? within = null)
    {
        try
        {
            var status = await _ended.Task.WaitAsync(within ?? Eventually.Limit);
            await _drained.Task.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return status;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                string.Create(CultureInfo.InvariantCulture, $"The process {Id} did not end.\nstdout:\n{Out.Text}\nstderr:\n{Error.Text}"));
        }
    }

    /// <summary>What a waiter makes of the records that are there: `opens`, `lost`, or `waits`, which it says on stderr.</summary>
    public async Task<string> Verdict()
    {
        var waits = Error.Line("podorder: waiting for ");
        var ended = Ended();
        if (await Task.WhenAny(waits, ended) == waits && waits.IsCompletedSuccessfully)
            return "waits";
        return (await ended).Code switch
        {
            0 => "opens",
            121 => "lost",
            _ => $"{await ended}: {Error.Text}",
        };
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever kills a gate that is no PID 1 has its application on his hands.
        var descendants = IsRunning ? ProcessTable.Descendants(Id).ToArray() : [];
        if (IsRunning)
            _ = Libc.kill(Id, Signals.Kill);
        foreach (var descendant in descendants)
            _ = Libc.kill(descendant, Signals.Kill);
        await _ended.Task;
        _disposed = true;
        await _drained.Task.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _input?.Dispose();
    }

    private unsafe void Follow()
    {
        var polled = stackalloc Libc.PollDescriptor[_outputs.Length + 1];
        for (var i = 0; i < _outputs.Length; i++)
            polled[i] = new Libc.PollDescriptor { Descriptor = _outputs[i].Number, Events = Libc.POLLIN };
        polled[_outputs.Length] = new Libc.PollDescriptor { Descriptor = _processDescriptor.Number, Events = Libc.POLLIN };
        for (var open = _outputs.Length + 1; open > 0 && !_disposed;)
        {
            // An orphan may hold the pipes for longer than the process lives: then only disposal ends this.
            if (Libc.poll(polled, (nuint)_outputs.Length + 1, IsRunning ? -1 : 50) <= 0)
                continue;
            for (var i = 0; i < _outputs.Length; i++)
                open -= polled[i].Returned != 0 && !ReadFrom(i, ref polled[i]) ? 1 : 0;
            if (polled[_outputs.Length].Returned == 0)
                continue;
            polled[_outputs.Length].Descriptor = -1;
            open--;
            _ended.SetResult(Reap());
        }

        foreach (var transcript in _transcripts)
            transcript.Close();
        foreach (var output in _outputs)
            output.Dispose();
        _processDescriptor.Dispose();
        _drained.SetResult();
    }

    private bool ReadFrom(int index, ref Libc.PollDescriptor polled)
    {
        Span<byte> buffer = stackalloc byte[16384];
        var count = _outputs[index].Read(buffer);
        _transcripts[index].Add(buffer[..count]);
        if (count > 0)
            return true;
        polled.Descriptor = -1;
        _transcripts[index].Close();
        return false;
    }

    private unsafe ExitStatus Reap()
    {
        const int exited = 1;
        var information = stackalloc int[32];
        if (Libc.waitid(Libc.P_PIDFD, _processDescriptor.Number, information, Libc.WEXITED) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        // siginfo_t on 64-bit Linux: si_signo, si_errno, si_code, padding, si_pid, si_uid, si_status.
        return information[2] == exited ? ExitStatus.Exited(information[6]) : ExitStatus.Killed(information[6]);
    }
}
