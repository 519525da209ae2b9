namespace PodOrder.Hints;

/// <summary>What a dependency must have reached before its waiter starts.</summary>
public enum Condition
{
    /// <summary>Its process has been launched; its own waiting, if any, is over.</summary>
    Started,

    /// <summary>Its <c>podorder.io/ready</c> entry, else its readiness probe, else its startup probe has passed.</summary>
    Ready,

    /// <summary>Its process has ended, whatever the exit code.</summary>
    Completed,

    /// <summary>Its process has ended with exit code 0.</summary>
    Succeeded,
}
