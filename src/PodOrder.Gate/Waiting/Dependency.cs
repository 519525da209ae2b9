using PodOrder.Gate.Checks;

namespace PodOrder.Gate.Waiting;

/// <summary>Something to wait for, as the flags say it.</summary>
/// <param name="name">The container.</param>
/// <param name="condition">What it must have reached.</param>
internal sealed class Dependency(string name, Condition condition)
{
    public string Name => name;

    public Condition Condition => condition;

    /// <summary>Its effective restart policy.</summary>
    public RestartPolicy RestartPolicy { get; set; }

    /// <summary>How <see cref="Condition.Ready"/> is told; null = by its <c>ready</c> record.</summary>
    public Check? Check { get; set; }

    /// <summary>For a person: <c>db: ready</c>.</summary>
    public string Describe() => name + condition switch
    {
        Condition.Started => ": started",
        Condition.Ready => ": ready",
        Condition.Completed => ": completed",
        _ => ": succeeded",
    };
}
