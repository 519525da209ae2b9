using PodOrder.Gate.Checks;

namespace PodOrder.Gate.Waiting;

/// <summary>Something to wait for, as the flags say it.</summary>
/// <param name="Name">The container.</param>
/// <param name="Condition">What it must have reached.</param>
/// <param name="RestartPolicy">Its effective restart policy.</param>
/// <param name="Check">How <see cref="Condition.Ready"/> is told; null = by its <c>ready</c> record.</param>
internal sealed record Dependency(string Name, Condition Condition, RestartPolicy RestartPolicy, Check? Check)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {ConditionName}";

    private string ConditionName => Condition switch
    {
        Condition.Started => "started",
        Condition.Ready => "ready",
        Condition.Completed => "completed",
        _ => "succeeded",
    };
}
