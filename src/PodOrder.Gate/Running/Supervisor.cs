using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Startup;

namespace PodOrder.Gate.Running;

/// <summary>Stands between kubelet and the application where its end must be recorded: forwards every signal, reaps every orphan.</summary>
internal sealed unsafe class Supervisor : IDisposable
{
    private readonly SignalInbox _signals = new(Signals.All);
    private readonly ulong _stopSignals;
    private readonly int _terminal;
    private readonly bool _leadsSession;
    private readonly int _child;

    private Supervisor(byte[] path, Command command, int stopSignal)
    {
        _stopSignals = Signals.Of(Signals.Term) | Signals.Of(Signals.Int) | Signals.Of(Signals.Quit) | (stopSignal > 0 ? Signals.Of(stopSignal) : 0);
        Signals.SetAction(Signals.Child, ignore: false); // inherited as ignored, the kernel would reap the application itself
        if (Libc.GetPid() != 1) Libc.Prctl(Libc.SetChildSubreaper, 1, 0, 0, 0);
        _leadsSession = Libc.GetSession(0) == Libc.GetPid();
        _terminal = TakeTerminal();
        _child = Process.Start(path, command, _leadsSession ? Place.OwnSession : Place.OwnGroup, _terminal);
    }

    /// <summary>A stop signal has been forwarded.</summary>
    public bool WasStopped { get; private set; }

    /// <summary>Starts the application; it runs when this returns.</summary>
    /// <exception cref="GateException">It cannot be executed.</exception>
    public static Supervisor Start(byte[] path, Command command, int stopSignal) => new(path, command, stopSignal);

    /// <summary>Supervises until the application has ended.</summary>
    public ExitStatus Run()
    {
        while (true)
        {
            if (Reap() is { } status) return status;
            var news = new Libc.PollEntry { Descriptor = _signals.Descriptor, Wanted = Libc.PollIn };
            Libc.Poll(&news, 1, -1);
            // An end that came before a stop signal was forwarded is the application's own.
            if (Reap() is { } ended) return ended;
            while (_signals.TryTake(out var message)) Forward(message);
        }
    }

    public void Dispose()
    {
        if (!_leadsSession && _terminal >= 0) Terminal.SetForeground(_terminal, Libc.GetProcessGroup());
        _signals.Dispose();
    }

    private ExitStatus? Reap()
    {
        int pid, word;
        while ((pid = Libc.WaitPid(-1, &word, Libc.WaitNoHang | Libc.WaitStopped)) > 0)
        {
            var status = new ExitStatus(word);
            if (pid != _child) continue;
            if (!status.IsStopped) return status;
            StopToo();
        }
        return null;
    }

    private void Forward(in SignalInbox.Message message)
    {
        if (message is { Signal: Signals.Child, IsFromKernel: true }) return;
        if (Signals.Has(_stopSignals, message.Signal)) WasStopped = true;
        if (message.Signal == Signals.Continue) GiveTerminal();
        message.SendTo(_child);
    }

    /// <summary>
    /// The session's leader lets go of the terminal, so that the application can lead a session with it: then the kernel treats
    /// the application as it does a container's first process, at Ctrl-C, Ctrl-Z and hang-up alike.
    /// </summary>
    private int TakeTerminal()
    {
        var terminal = Terminal.Find();
        if (terminal < 0) return -1;
        if (!_leadsSession) return Terminal.GetForeground(terminal) == Libc.GetProcessGroup() ? terminal : -1;

        Libc.DeviceControl(terminal, Libc.DetachTerminal, 0);
        // To let go hangs up on the own process group (tty_ioctl(4), TIOCNOTTY).
        using var hangUp = new SignalInbox(Signals.Of(Signals.Hup) | Signals.Of(Signals.Continue));
        while (hangUp.TryTake(out _)) { }
        return terminal;
    }

    private void GiveTerminal()
    {
        if (!_leadsSession && _terminal >= 0 && Terminal.GetForeground(_terminal) == Libc.GetProcessGroup())
            Terminal.SetForeground(_terminal, _child);
    }

    /// <summary>The application was stopped: its parent's parent is to see that. Process 1 cannot be stopped; kernel: SIGNAL_UNKILLABLE.</summary>
    private static void StopToo() => Libc.Kill(Libc.GetPid(), Signals.Stop);
}
