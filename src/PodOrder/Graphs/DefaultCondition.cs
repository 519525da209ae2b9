using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Graphs;

/// <summary>What is waited for where the hint does not say.</summary>
internal static class DefaultCondition
{
    public static Condition Of(ContainerView dependency, string waiter, Hint hint)
    {
        if (hint.Ready.ContainsKey(dependency.Name) || dependency.ReadinessProbe is not null || dependency.StartupProbe is not null)
        {
            return Condition.Ready;
        }
        if (dependency.RestartPolicy != RestartPolicy.Always) return Condition.Succeeded;

        var name = dependency.Name;
        throw new RefusedException(RefusalReason.Condition,
            $"what \"{waiter}\" waits for is not clear: \"{name}\" has no readiness or startup probe and is always restarted; " +
            $"write {name}:started (its process was launched), {name}:succeeded (it ends with exit code 0), " +
            $"or give it a probe or an entry podorder.io/ready: '{{\"{name}\": \"tcp:{DeclaredPort(dependency) ?? "PORT"}\"}}'");
    }

    /// <summary>The first TCP port that the container declares.</summary>
    public static string? DeclaredPort(ContainerView container) =>
        container.Json.Member("ports"u8).Items()
            .Where(port => port.Member("protocol"u8).Text() is null or "TCP")
            .Select(port => port.Member("containerPort"u8).Int()?.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .FirstOrDefault(port => port is not null);
}
