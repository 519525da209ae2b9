namespace PodOrder.Conformance.Runtime;

/// <summary>A file or directory of this machine, seen in a container.</summary>
/// <param name="Source">Where it is here.</param>
/// <param name="Target">Where the container sees it.</param>
/// <param name="ReadOnly">Whether the container may not write it.</param>
internal sealed record BindMount(string Source, string Target, bool ReadOnly);
