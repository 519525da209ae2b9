using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>One cell of the matrix: a wait, and what is known of the container waited for.</summary>
/// <param name="Condition">What is waited for.</param>
/// <param name="Strategy">How: sentinel or postStart.</param>
/// <param name="RestartPolicy">The dependency's.</param>
/// <param name="IsCommandKnown">Whether the dependency's command is known.</param>
/// <param name="Readiness">Where the dependency's readiness is told.</param>
/// <param name="HasNetworkProbe">Whether any of its probes asks the network.</param>
/// <param name="IsSidecar">Whether it is a native sidecar.</param>
/// <param name="WaitsItself">Whether its own gate waits for something first.</param>
/// <param name="HasTimeout">Whether the hint bounds the wait.</param>
internal readonly record struct Cell(
    Condition Condition,
    Strategy Strategy,
    RestartPolicy RestartPolicy,
    bool IsCommandKnown,
    ReadinessSource Readiness,
    bool HasNetworkProbe,
    bool IsSidecar,
    bool WaitsItself,
    bool HasTimeout);
