namespace PodOrder.Gate.Waiting;

/// <summary>How a wait ended.</summary>
/// <param name="Code">0 = every condition holds; 121 = a dependency is lost; 124 = it took too long; above 128 = a signal.</param>
/// <param name="Reason">Why, for a person; empty when every condition holds.</param>
internal sealed record WaitOutcome(int Code, string Reason)
{
    public static WaitOutcome Opened { get; } = new(0, "");
}
