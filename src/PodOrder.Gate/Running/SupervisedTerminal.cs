using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Running;

/// <summary>The controlling terminal of a supervised application, and its place among sessions and process groups.</summary>
internal sealed class SupervisedTerminal
{
    private readonly bool _leadsSession;

    private SupervisedTerminal(bool leadsSession, int descriptor)
    {
        _leadsSession = leadsSession;
        Descriptor = descriptor;
    }

    /// <summary>The terminal to be handed over; −1 = none.</summary>
    public int Descriptor { get; }

    /// <summary>Where the application stands.</summary>
    public Place Place => _leadsSession ? Place.OwnSession : Place.OwnGroup;

    /// <summary>
    /// Prepares the handing over. A session's leader lets go of the terminal, so that the application can lead a session with
    /// it: then the kernel treats the application as it does a container's first process, at Ctrl-C, Ctrl-Z and hang-up alike.
    /// </summary>
    public static SupervisedTerminal Take()
    {
        var leadsSession = Libc.GetSession(0) == Libc.GetPid();
        var terminal = Terminal.Find();
        if (terminal >= 0 && leadsSession) LetGo(terminal);
        else if (terminal >= 0 && Terminal.GetForeground(terminal) != Libc.GetProcessGroup()) terminal = -1;
        // An own descriptor: those of the application are closed once it runs.
        return new SupervisedTerminal(leadsSession, terminal < 0 ? -1 : Libc.Control(terminal, Libc.DuplicateCloseOnExec, 3));
    }

    /// <summary>The application was stopped: a shell that controls this job must see the gate stop. A session's leader is no job.</summary>
    public void StopToo()
    {
        if (!_leadsSession) Libc.Kill(Libc.GetPid(), Signals.Stop);
    }

    /// <summary>The job goes on: in the foreground, if the shell has put the gate there.</summary>
    public void Continue(int child)
    {
        if (!_leadsSession && Descriptor >= 0 && Terminal.GetForeground(Descriptor) == Libc.GetProcessGroup())
            Terminal.SetForeground(Descriptor, child);
    }

    /// <summary>The application has ended.</summary>
    public void GiveBack()
    {
        if (!_leadsSession && Descriptor >= 0) Terminal.SetForeground(Descriptor, Libc.GetProcessGroup());
    }

    /// <summary>Letting go hangs up on the own process group (tty_ioctl(4), TIOCNOTTY): those signals are nobody's.</summary>
    private static void LetGo(int terminal)
    {
        Libc.DeviceControl(terminal, Libc.DetachTerminal, 0);
        using var hangUp = new SignalInbox(Signals.Of(Signals.Hup) | Signals.Of(Signals.Continue));
        while (hangUp.TryTake(out _)) { }
    }
}
