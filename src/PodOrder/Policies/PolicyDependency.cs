using PodOrder.Hints;

namespace PodOrder.Policies;

/// <summary>What a rule waits for.</summary>
/// <param name="Name">The name of a regular container or native sidecar.</param>
/// <param name="Condition">What it must have reached; a policy cannot know a container's default.</param>
public sealed record PolicyDependency(string Name, Condition Condition);
