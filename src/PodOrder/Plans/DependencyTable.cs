using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>
/// The matrix: for every wait, what the dependency has to do, or why the wait cannot be kept. What a condition means under a strategy and a
/// restart policy is decided here and nowhere else; docs/matrix.md is held against it by a test.
/// </summary>
internal static class DependencyTable
{
    /// <summary>Why the wait cannot be kept, or null when it can.</summary>
    public static Unkeepable? Why(Cell cell) => cell switch
    {
        { Condition: Condition.Ready, Readiness: ReadinessSource.None } => Unkeepable.NoProbe,
        { Condition: Condition.Started or Condition.Ready } => null,
        { IsSidecar: true } => Unkeepable.SidecarNeverEnds,
        // Under Always a container is kept, idle, after exit code 0: nothing listens on its ports then, and kubelet would restart it.
        { RestartPolicy: RestartPolicy.Always, HasNetworkProbe: true } => Unkeepable.NetworkProbeWhileParked,
        // kubelet: SyncPod starts the next container even when a hook has failed, so a hook can delay but not forbid.
        { Strategy: Strategy.PostStart, Condition: Condition.Succeeded } => Unkeepable.HookCannotForbid,
        // A Pod cannot be deleted while a hook blocks, and how long an end may take only its author knows.
        { Strategy: Strategy.PostStart, HasTimeout: false } => Unkeepable.HookNeedsTimeout,
        { IsCommandKnown: false } => Unkeepable.CommandUnknown,
        _ => null,
    };

    /// <summary>What the dependency has to do for a wait that can be kept.</summary>
    public static Part Parts(Cell cell) => (cell.Strategy, cell.Condition) switch
    {
        // kubelet starts no regular container before its native sidecars have started and their startup probes have passed.
        (_, Condition.Started) when cell.IsSidecar => Part.Nothing,
        (_, Condition.Ready) when cell is { IsSidecar: true, Readiness: ReadinessSource.StartupExec } => Part.Nothing,

        (Strategy.Sentinel, Condition.Started) => cell.IsCommandKnown ? Part.RecordStart | Ended(cell) : Part.Mark,
        (Strategy.Sentinel, Condition.Ready) => Recorded(cell) | Ended(cell),
        (Strategy.Sentinel, _) => Part.RecordEnd | Parked(cell),

        // kubelet launches containers in the order of their list; only a gate's own waiting has to be awaited.
        (_, Condition.Started) => cell.WaitsItself ? Part.RecordStart | Part.Await : Part.Nothing,
        (_, Condition.Ready) => Part.Await,
        _ => Part.RecordEnd | Part.Await | Part.Linger | Parked(cell),
    };

    private static Part Recorded(Cell cell) => cell.Readiness switch
    {
        ReadinessSource.ReadinessExec => Part.RecordProbe,
        // kubelet does not repeat a startup probe that has passed, so its record does not expire: the wrapper voids it, at the end and at the next start.
        ReadinessSource.StartupExec => Part.RecordProbe | (cell.IsCommandKnown ? Part.RecordStart | Part.RecordEnd : Part.Nothing),
        _ => Part.Nothing,
    };

    // Where it will not run again, its waiters must learn that it has ended, or they would wait for ever.
    private static Part Ended(Cell cell) =>
        cell is { RestartPolicy: not RestartPolicy.Always, IsCommandKnown: true, IsSidecar: false } ? Part.RecordEnd : Part.Nothing;

    private static Part Parked(Cell cell) => cell.RestartPolicy == RestartPolicy.Always ? Part.Park : Part.Nothing;
}
