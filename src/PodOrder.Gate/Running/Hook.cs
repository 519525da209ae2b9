using PodOrder.Gate.Checks;
using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Running;

/// <summary>The container's own postStart hook: a program, a request, or a pause.</summary>
internal sealed class Hook
{
    private readonly long _pause;

    public Hook(Command command) => Command = command;

    public Hook(Check request) => Request = request;

    public Hook(long pause) => _pause = pause;

    /// <summary>The program; empty where it is none.</summary>
    public Command Command { get; }

    /// <summary>The request; null where it is none.</summary>
    public Check? Request { get; }

    /// <summary>Runs the hook to its end, without a bound, as kubelet does (pkg/kubelet/lifecycle/handlers.go).</summary>
    /// <returns>0 when it has succeeded; any answer to a request is a success, whatever its status.</returns>
    public int Run(SharedDirectory shared)
    {
        if (!Command.IsEmpty) return BoundCommand.Run(Command, timeout: null);
        if (Request is null) return Sleep();

        var outcome = CheckRun.Complete(Request, Addresses.For(Request, shared));
        if (outcome.Passed || outcome.Status != 0) return 0;
        StandardError.WriteLine($"the postStart hook {Request.Describe()} failed: {outcome.Describe()}");
        return 1;
    }

    private int Sleep()
    {
        using var signals = new SignalInbox(Signals.All);
        for (var end = Clock.Now + _pause; Clock.Now < end; signals.Await(end - Clock.Now))
            if (signals.TakeEnd() is { } signal) return ExitCode.OfSignal(signal);
        return 0;
    }
}
