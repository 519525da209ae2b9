namespace PodOrder.E2E.Installing;

/// <summary>Tests that take the server away or install it anew: one at a time, when all others are done.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
