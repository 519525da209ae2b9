namespace PodOrder.Webhook.Cluster;

/// <summary>What tells objects of a kind apart.</summary>
/// <param name="Namespace">Empty for kinds that have none.</param>
/// <param name="Name">The object's name.</param>
internal readonly record struct ResourceKey(string Namespace, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
