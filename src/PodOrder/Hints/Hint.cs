namespace PodOrder.Hints;

/// <summary>All that a Pod's <c>podorder.io/</c> annotations say, syntactically checked; names are not yet held against the Pod.</summary>
/// <param name="Stages">The stages of <c>podorder.io/order</c>, at least two, or empty without that annotation.</param>
/// <param name="DependsOn">The entries of <c>podorder.io/depends-on</c> in their order.</param>
/// <param name="Ready">The entries of <c>podorder.io/ready</c>.</param>
/// <param name="Command">The entries of <c>podorder.io/command</c>: the image's ENTRYPOINT (+CMD).</param>
/// <param name="Strategy">The value of <c>podorder.io/strategy</c>.</param>
/// <param name="Timeout">The value of <c>podorder.io/timeout</c>: at least 1 s, at most 365 days; null = no bound was given.</param>
public sealed record Hint(
    IReadOnlyList<IReadOnlyList<OrderItem>> Stages,
    IReadOnlyList<DependsOnItem> DependsOn,
    IReadOnlyDictionary<string, ReadyCheck> Ready,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Command,
    Strategy Strategy,
    TimeSpan? Timeout)
{
    /// <summary>The hint of a Pod that asks for nothing.</summary>
    public static readonly Hint None = new(
        [], [], new Dictionary<string, ReadyCheck>(), new Dictionary<string, IReadOnlyList<string>>(), Strategy.Auto, null);

    /// <summary>Whether it asks for an order.</summary>
    public bool AsksForOrder => Stages.Count + DependsOn.Count > 0;
}
