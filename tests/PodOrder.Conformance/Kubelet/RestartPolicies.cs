using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Kubelet;

/// <summary>Whether a container runs again (kubelet: pkg/api/v1/pod ContainerShouldRestart).</summary>
internal static class RestartPolicies
{
    /// <summary>An init container with restartPolicy Always is a native sidecar.</summary>
    public static bool IsSidecar(Container initContainer) => initContainer.RestartPolicy == "Always";

    /// <summary>Whether a container that ended with this exit code runs again: its own rules, its own policy, the Pod's.</summary>
    public static bool ShouldRestart(Container container, PodSpec pod, int exitCode) =>
        (container.RestartPolicy is not null && container.RestartPolicyRules.Any(rule => rule.Action == "Restart" && rule.Matches(exitCode)))
        || (container.RestartPolicy ?? pod.RestartPolicy) switch
        {
            "Never" => false,
            "OnFailure" => exitCode != 0,
            _ => true,
        };

    /// <summary>Whether a container that a probe kills runs again; its rules do not count, there is no exit code yet.</summary>
    public static bool RestartsAfterProbe(Container container, PodSpec pod) => (container.RestartPolicy ?? pod.RestartPolicy) != "Never";

    /// <summary>Whether a container whose success is known does not run again in a new sandbox (kubelet: computePodActions).</summary>
    public static bool RunsOnce(Container container, PodSpec pod) => (container.RestartPolicy ?? pod.RestartPolicy) == "OnFailure";
}
