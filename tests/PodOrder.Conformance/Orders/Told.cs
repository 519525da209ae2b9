namespace PodOrder.Conformance.Orders;

/// <summary>The conditions, <c>ready</c> by the kind of probe that tells it.</summary>
public enum Told
{
    /// <summary><c>started</c>.</summary>
    Started,

    /// <summary><c>ready</c> by an exec readiness probe.</summary>
    ReadyByExec,

    /// <summary><c>ready</c> by an http readiness probe.</summary>
    ReadyByHttp,

    /// <summary><c>ready</c> by a tcp readiness probe.</summary>
    ReadyByTcp,

    /// <summary><c>ready</c> by an exec startup probe.</summary>
    ReadyByStartup,

    /// <summary><c>completed</c>.</summary>
    Completed,

    /// <summary><c>succeeded</c>.</summary>
    Succeeded,
}
