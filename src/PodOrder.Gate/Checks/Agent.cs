namespace PodOrder.Gate.Checks;

/// <summary>How the gate names itself to the servers that it probes.</summary>
internal static class Agent
{
    public const string Name = "podorder-gate/0.1";
}
