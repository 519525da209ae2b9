namespace PodOrder.Gate.Running;

/// <summary>Where a child stands among sessions and process groups.</summary>
internal enum Place
{
    /// <summary>It leads a session, as a container's first process does; the terminal becomes its own.</summary>
    OwnSession,

    /// <summary>It leads a process group in the gate's session, in the terminal's foreground.</summary>
    OwnGroup,

    /// <summary>A probe or hook: a process group that can be killed as a whole, and that dies with the gate.</summary>
    Bound,
}
