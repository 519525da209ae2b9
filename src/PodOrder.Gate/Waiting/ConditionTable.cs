using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Waiting;

/// <summary>What is true of a dependency: the one table of docs/protocol.md, "What is true of a dependency".</summary>
internal static class ConditionTable
{
    /// <summary>Judges a condition by the records of the dependency and its effective restart policy.</summary>
    public static Verdict Judge(Condition condition, RestartPolicy policy, in DependencyState state)
    {
        if (Holds(condition, state)) return Verdict.Holds;
        if (WillNotRunAgain(policy, state)) return Verdict.Lost;
        return condition == Condition.Ready && MayBeRunning(state) ? Verdict.CheckDecides : Verdict.Waits;
    }

    private static bool Holds(Condition condition, in DependencyState state) => condition switch
    {
        Condition.Started => state.Started || state.Kept,
        Condition.Completed => state.Ended is not null,
        Condition.Succeeded => state.Ended is 0,
        _ => false,
    };

    /// <summary>kubelet: ShouldContainerBeRestarted. An end by order is one too: the container is not run again, whoever ordered it.</summary>
    private static bool WillNotRunAgain(RestartPolicy policy, in DependencyState state) => state.Gone || policy switch
    {
        RestartPolicy.Always => false,
        RestartPolicy.OnFailure => state.Ended is 0 || state.Stopped is 0,
        _ => state.Ended is not null || state.Stopped is not null || state.DiedWithoutAWord,
    };

    /// <summary>An end of an earlier run says nothing of the one that lives; a parked wrapper counts as running.</summary>
    private static bool MayBeRunning(in DependencyState state) => state.Life switch
    {
        WrapperLife.Alive => true,
        WrapperLife.Over => false,
        _ => state.Started || (state.Ended is null && state.Stopped is null),
    };

    /// <summary>Why a dependency is lost, for a person.</summary>
    public static string Describe(string name, in DependencyState state) => state switch
    {
        { Ended: { } code } => $"{name} ended with exit code {Number.Format(code)}",
        { Stopped: { } code and >= ExitCode.DependencyFailed and <= ExitCode.NotFound } => $"{name} ended before it started (exit code {Number.Format(code)})",
        { Stopped: { } code } => $"{name} was stopped (exit code {Number.Format(code)})",
        { Gone: true } => $"{name} ended in an earlier life of the Pod and is not run again",
        _ => $"{name} was killed before it could tell its result",
    };
}
