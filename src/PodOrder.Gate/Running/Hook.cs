using PodOrder.Gate.Checks;
using PodOrder.Gate.Flags;
using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Running;

/// <summary>The container's own postStart hook: a program, or a request.</summary>
/// <param name="Command">The program; empty where it is a request.</param>
/// <param name="Request">The request; null where it is a program.</param>
internal sealed record Hook(Command Command, Check? Request)
{
    /// <summary>Runs the hook to its end, without a bound, as kubelet does (pkg/kubelet/lifecycle/handlers.go).</summary>
    /// <returns>0 when it has succeeded; any answer to a request is a success, whatever its status.</returns>
    public int Run(SharedDirectory shared)
    {
        if (Request is null) return BoundCommand.Run(Command, timeout: null);

        var outcome = CheckRun.Complete(Request, Addresses.For(Request, shared));
        if (outcome.Passed || outcome.Status != 0) return 0;
        StandardError.WriteLine($"the postStart hook {Request} failed: {outcome}");
        return 1;
    }
}
