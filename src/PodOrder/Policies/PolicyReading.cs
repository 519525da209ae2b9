namespace PodOrder.Policies;

/// <summary>What reading a policy object came to: a policy, or the fault that keeps all of it from being applied.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="Policy">The policy, or null.</param>
/// <param name="Fault">The fault, or null.</param>
public sealed record PolicyReading(string Name, PodOrderPolicy? Policy, PolicyFault? Fault);
