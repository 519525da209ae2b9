using PodOrder.Graphs;
using PodOrder.Hints;

namespace PodOrder.Policies;

/// <summary>A wait of a policy that a Pod starts without.</summary>
/// <param name="Edge">The wait; <see cref="Edge.Policy"/> says whose.</param>
/// <param name="Reason">Why, for metrics.</param>
/// <param name="Container">The container at fault.</param>
public sealed record SkippedWait(Edge Edge, SkipReason Reason, string Container)
{
    /// <summary>Why, for people.</summary>
    public string Why => Reason switch
    {
        SkipReason.Cycle => $"\"{Edge.Dependency}\" itself waits for \"{Edge.Waiter}\"",
        SkipReason.NoProbe => $"\"{Container}\" has no readiness or startup probe",
        SkipReason.SidecarNeverEnds => $"native sidecar \"{Container}\" runs until the Pod ends",
        SkipReason.NetworkProbeWhileParked => $"\"{Container}\" has a probe that asks a port, which nobody answers once it has ended",
        SkipReason.CommandUnknown => $"the command of \"{Container}\" is not known",
        SkipReason.HeldByHooks => "this Pod's own order is kept by postStart hooks",
        SkipReason.UnusableProbe => $"a probe of \"{Container}\" cannot be run from inside the Pod",
        SkipReason.ReadyByFile => $"podorder.io/ready tells of \"{Container}\" by a file, which \"{Edge.Waiter}\" may not see",
        SkipReason.UnusableHook => $"the postStart hook of \"{Container}\" cannot be run",
        _ => "this Pod is for Windows",
    };

    /// <summary>The sentence of a warning.</summary>
    public string Warning => $"policy {Edge.Policy}: \"{Edge.Waiter}\" does not wait for \"{Edge.Dependency}\" ({Edge.Condition.ToWord()}): {Why}";

    /// <summary>The refusal where the policy says <see cref="OnConflict.Deny"/>.</summary>
    public RefusedException Refusal => new(RefusalReason.Policy,
        $"policy {Edge.Policy} has \"{Edge.Waiter}\" wait for \"{Edge.Dependency}\" to be {Edge.Condition.ToWord()}, which cannot be kept: {Why}; " +
        $"{Instead}, or write podorder.io/inject: \"false\"");

    private string Instead => Reason switch
    {
        SkipReason.Cycle => "take one of these steps out of podorder.io/order or podorder.io/depends-on, or out of the policies",
        SkipReason.NoProbe => $"give \"{Container}\" a readinessProbe",
        SkipReason.SidecarNeverEnds => "have the policy wait for ready or started",
        SkipReason.NetworkProbeWhileParked => "take the probe out or make it an exec probe",
        SkipReason.CommandUnknown => $"write the command of \"{Container}\" into the manifest",
        SkipReason.HeldByHooks => "write podorder.io/strategy: sentinel",
        SkipReason.UnusableProbe => "take the probe's host out, or correct its port",
        SkipReason.ReadyByFile => "have podorder.io/ready name a port, or the hint itself make it wait",
        SkipReason.UnusableHook => "give the hook exec, httpGet without a host, or sleep",
        _ => "leave it out of the policy's podSelector",
    };
}
