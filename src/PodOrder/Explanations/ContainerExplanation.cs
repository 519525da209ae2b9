namespace PodOrder.Explanations;

/// <summary>What happens to one container.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What kind of container it is.</param>
/// <param name="Waits">What it waits for.</param>
/// <param name="Changes">What is injected into it, a few words each; empty: it is left alone.</param>
public sealed record ContainerExplanation(string Name, ContainerRole Role, IReadOnlyList<WaitExplanation> Waits, IReadOnlyList<string> Changes);
