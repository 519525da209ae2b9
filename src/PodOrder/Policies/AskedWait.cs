using PodOrder.Graphs;

namespace PodOrder.Policies;

/// <summary>A wait that a policy asks for in one Pod.</summary>
/// <param name="Edge">The wait.</param>
/// <param name="OnConflict">What becomes of the Pod if it cannot be kept.</param>
internal sealed record AskedWait(Edge Edge, OnConflict OnConflict);
