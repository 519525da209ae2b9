namespace PodOrder.Gate.Waiting;

/// <summary>What the records of a dependency mean for a condition.</summary>
internal enum Verdict
{
    /// <summary>The condition is not fulfilled yet.</summary>
    Waits,

    /// <summary>The dependency's check decides.</summary>
    CheckDecides,

    /// <summary>The condition is fulfilled.</summary>
    Holds,

    /// <summary>The condition cannot be fulfilled any more.</summary>
    Lost,
}
