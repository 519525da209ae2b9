using PodOrder.Hints;

namespace PodOrder.Explanations;

/// <summary>One thing that a container waits for.</summary>
/// <param name="Dependency">The container waited for.</param>
/// <param name="Condition">What it must have reached.</param>
/// <param name="Why">Who asks for it, and where the condition comes from.</param>
/// <param name="How">By which mechanism it is known.</param>
public sealed record WaitExplanation(string Dependency, Condition Condition, string Why, string How);
