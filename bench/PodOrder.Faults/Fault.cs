namespace PodOrder.Faults;

/// <summary>Something that goes wrong around the server.</summary>
internal abstract class Fault
{
    /// <summary>What it is called in the table and on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What is done, in one sentence.</summary>
    public abstract string What { get; }

    /// <summary>What it needs that this machine lacks; null when it can be tried.</summary>
    public virtual string? Lacking => null;

    /// <summary>Lets it happen, and looks.</summary>
    /// <exception cref="FaultException">The server did what it must not.</exception>
    public abstract Task<Finding> HappenAsync(FaultScale scale);
}
