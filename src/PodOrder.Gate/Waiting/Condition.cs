namespace PodOrder.Gate.Waiting;

/// <summary>What a dependency must have reached.</summary>
internal enum Condition
{
    /// <summary>Its process has been launched.</summary>
    Started,

    /// <summary>Its check passes, or its recorded exec probe has passed.</summary>
    Ready,

    /// <summary>Its process has ended by itself.</summary>
    Completed,

    /// <summary>Its process has ended by itself with exit code 0.</summary>
    Succeeded,
}
