namespace PodOrder.Gate.Checks;

/// <summary>How the gate names itself to the servers that it probes: log filters and exemptions from authentication go by kubelet's prefix.</summary>
internal static class Agent
{
    public const string Name = "kube-probe/1.34 podorder-gate/0.1";
}
