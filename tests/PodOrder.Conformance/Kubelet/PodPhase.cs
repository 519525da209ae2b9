namespace PodOrder.Conformance.Kubelet;

/// <summary>The <c>status.phase</c> of a Pod.</summary>
public enum PodPhase
{
    /// <summary>A container has yet to be started for the first time.</summary>
    Pending,

    /// <summary>All have been started, and one runs or will run again.</summary>
    Running,

    /// <summary>All have ended with 0, and none runs again. kubectl shows it as Completed.</summary>
    Succeeded,

    /// <summary>All have ended, one with another code, and none runs again.</summary>
    Failed,
}
