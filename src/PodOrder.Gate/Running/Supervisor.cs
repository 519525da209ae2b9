using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Running;

/// <summary>Stands between kubelet and the application where its end must be recorded: forwards every signal, reaps every orphan.</summary>
internal sealed unsafe class Supervisor : IDisposable
{
    private readonly SignalInbox _signals = new(Signals.All);
    private readonly SupervisedTerminal _terminal;
    private readonly ulong _stopSignals;
    private readonly int _stopSignal;
    private readonly int _child;
    private BoundCommand? _hook;
    private long _killAt = long.MaxValue;
    private bool _goesOn;

    private Supervisor(byte[] path, Flags.Command command, int stopSignal)
    {
        _stopSignal = stopSignal;
        _stopSignals = Signals.Of(Signals.Term) | Signals.Of(Signals.Int) | Signals.Of(Signals.Quit) | Signals.Of(stopSignal);
        Signals.SetAction(Signals.Child, ignore: false); // inherited as ignored, the kernel would reap the application itself
        if (Libc.GetPid() != 1) Libc.Prctl(Libc.SetChildSubreaper, 1, 0, 0, 0);
        _terminal = SupervisedTerminal.Take();
        _child = Process.Start(path, command, _terminal.Place, _terminal.Descriptor);
    }

    /// <summary>The descriptor of its signals.</summary>
    public int Descriptor => _signals.Descriptor;

    /// <summary>The descriptor of the terminal; −1 = none.</summary>
    public int TerminalDescriptor => _terminal.Descriptor;

    /// <summary>A stop signal has been forwarded: what ends now ends by order.</summary>
    public bool WasStopped { get; private set; }

    /// <summary>Starts the application; it runs when this returns.</summary>
    /// <param name="path">What to execute.</param>
    /// <param name="command">Its arguments.</param>
    /// <param name="stopSignal">The container's stop signal.</param>
    /// <exception cref="GateException">It cannot be executed.</exception>
    public static Supervisor Start(byte[] path, Flags.Command command, int stopSignal) => new(path, command, stopSignal);

    /// <summary>Supervises until the application has ended.</summary>
    /// <param name="hook">The postStart hook that runs beside it, if any.</param>
    /// <param name="grace">Milliseconds between stop signal and SIGKILL, should the hook fail.</param>
    public ExitStatus Run(BoundCommand? hook, long grace)
    {
        _hook = hook;
        while (true)
        {
            // Reaped first: an end that came before a stop signal was forwarded is the application's own.
            if (Reap(grace) is { } status)
            {
                _hook?.Kill();
                return status;
            }
            if (Clock.Now >= _killAt) Kill();
            if (!ForwardAll()) _signals.Await(_killAt - Clock.Now);
        }
    }

    public void Dispose()
    {
        _terminal.GiveBack();
        _signals.Dispose();
    }

    /// <summary>Forwards what has come; true when anything has, a SIGCHLD included, so that nobody sleeps over an end.</summary>
    private bool ForwardAll()
    {
        var hasCome = false;
        while (_signals.TryTake(out var message))
        {
            Forward(message);
            hasCome = true;
        }
        return hasCome;
    }

    private ExitStatus? Reap(long grace)
    {
        int pid, word;
        while ((pid = Libc.WaitPid(-1, &word, Libc.WaitNoHang | Libc.WaitStopped)) > 0)
        {
            var status = new ExitStatus(word);
            if (pid == _child && !status.IsStopped) return status;
            if (pid == _child) StopToo();
            else if (_hook?.Is(pid) == true && !status.IsStopped) EndHook(status, grace);
        }
        return null;
    }

    /// <summary>The application has stopped. A SIGCONT that has come meanwhile goes to it first: the kernel drops what is pending of them when a process is stopped.</summary>
    private void StopToo()
    {
        _goesOn = false;
        ForwardAll();
        if (!_goesOn) _terminal.StopToo();
    }

    private void Forward(in SignalInbox.Message message)
    {
        if (message is { Signal: Signals.Child, IsFromKernel: true }) return;
        if (Signals.Has(_stopSignals, message.Signal)) WasStopped = true;
        if (message.Signal == Signals.Continue)
        {
            _goesOn = true;
            _terminal.Continue(_child);
        }
        message.SendTo(_child);
    }

    private void Kill()
    {
        Libc.Kill(_child, Signals.Kill);
        _killAt = long.MaxValue;
    }

    /// <summary>kubelet: a failed postStart hook ends its container, within the Pod's grace period (kuberuntime, startContainer).</summary>
    private void EndHook(ExitStatus status, long grace)
    {
        _hook = null;
        if (status.Code == 0 || WasStopped) return;

        WasStopped = true;
        StandardError.WriteLine($"the postStart hook failed with exit code {Number.Format(status.Code)}: the container is stopped");
        Libc.Kill(_child, _stopSignal);
        _killAt = Clock.Now + grace;
    }
}
