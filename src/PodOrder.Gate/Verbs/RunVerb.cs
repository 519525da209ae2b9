using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Running;
using PodOrder.Gate.Sentinels;
using PodOrder.Gate.Waiting;

namespace PodOrder.Gate.Verbs;

/// <summary><c>gate run</c>: waits, then becomes the application, or starts it and stays where its end must be recorded.</summary>
internal static class RunVerb
{
    /// <summary>Runs the verb and returns the exit code; where the gate becomes the application it does not return.</summary>
    public static int Run(Arguments arguments)
    {
        RunFlags? flags = null;
        OwnState? own = null;
        try
        {
            flags = RunFlags.Read(arguments);
            var shared = SharedDirectory.Open();
            foreach (var dependency in flags.Dependencies) TlsGate.Require(shared, dependency.Check);
            own = flags.Self is null ? null : OwnState.Open(shared, flags.Self);
            return Run(flags, shared, own);
        }
        catch (Exception exception)
        {
            var error = GateException.Of(exception);
            own?.TryWrite(Record.Stopped, Number.Format(error.Code)); // no end of the application: it fulfils nothing
            return Ending.Tell(error, flags?.TerminationLog ?? RunFlags.DefaultTerminationLog);
        }
    }

    private static int Run(RunFlags flags, SharedDirectory shared, OwnState? own)
    {
        // kubelet runs it again where only the wrapper was killed after a success; the application runs once.
        if (flags.RecordsEnd && flags.RestartPolicy == RestartPolicy.OnFailure && own!.HasSucceeded) return 0;

        var alive = own?.BeginLife() ?? -1;
        if (flags.Parks && own!.HasSucceeded) return Parking.Run(own, alive);

        var outcome = WaitLoop.Run(flags.Dependencies, shared, own, flags.Timeout);
        if (outcome.Code is ExitCode.DependencyFailed or ExitCode.TimedOut) throw new GateException(outcome.Code, outcome.Reason);
        if (outcome.Code != 0)
        {
            own?.TryWrite(Record.Stopped, Number.Format(outcome.Code));
            return outcome.Code;
        }

        var path = Executable.Find(flags.Command);
        if (flags.Supervises) return Supervise(path, flags, shared, own, alive);
        Become(path, flags.Command, own, alive);
        return 0; // not reached: the gate is the application now, or an exception has left
    }

    private static void Become(byte[] path, Command command, OwnState? own, int alive)
    {
        RecordStart(own);
        if (own is not null) AliveLock.Void(alive);
        try
        {
            Process.Become(path, command);
        }
        catch (GateException)
        {
            own?.Remove(Record.Started);
            throw;
        }
    }

    private static int Supervise(byte[] path, RunFlags flags, SharedDirectory shared, OwnState? own, int alive)
    {
        using var supervisor = Supervisor.Start(path, flags.Command, flags.StopSignal);
        RecordStart(own);
        var hook = flags.Hook is null ? null : RunningHook.Start(flags.Hook, shared);
        Descriptors.Release([supervisor.Descriptor, supervisor.TerminalDescriptor, own?.Directory ?? -1, alive]);

        var status = supervisor.Run(hook, flags.Grace);
        own?.Remove(Record.Ready);
        own?.Write(supervisor.WasStopped ? Record.Stopped : Record.Ended, Number.Format(status.Code));
        if (supervisor.WasStopped) return Ending.As(status);

        var stays = flags.Linger == 0 || Linger.Run(own!, flags.Linger);
        return stays && flags.Parks && status.Code == 0 ? Parking.Run(own!, alive) : Ending.As(status);
    }

    private static void RecordStart(OwnState? own)
    {
        own?.Write(Record.Opened, Number.Format(Clock.Now));
        own?.Write(Record.Started);
    }
}
