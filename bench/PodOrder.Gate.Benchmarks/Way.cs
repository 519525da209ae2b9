namespace PodOrder.Gate.Benchmarks;

/// <summary>How a container's process comes to be its application.</summary>
internal enum Way
{
    Executed,
    Supervised,
}
