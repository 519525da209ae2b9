using System.Text.Json;

namespace PodOrder.Conformance.Orders;

/// <summary>
/// A Pod of two containers, <c>dependency</c> and <c>waiter</c>, which share a volume <c>/shared</c> that outlives their
/// restarts. The waiter stands first in the list, so that the list does not give the order.
/// </summary>
/// <param name="Condition">What the waiter waits for.</param>
/// <param name="Policy">The Pod's restartPolicy.</param>
/// <param name="Dependency">The dependency's shell script.</param>
public sealed record Chain(string Condition, string Policy, string Dependency)
{
    /// <summary>The waiter's shell script.</summary>
    public string Waiter { get; init; } = "echo waiter runs; exec sleep 60";

    /// <summary>More annotations, one a line.</summary>
    public string Annotations { get; init; } = "";

    /// <summary>More of the dependency's manifest.</summary>
    public string DependencyFields { get; init; } = "";

    /// <summary>More of the waiter's manifest.</summary>
    public string WaiterFields { get; init; } = "";

    /// <summary>The grace period, in seconds.</summary>
    public int Grace { get; init; } = 2;

    /// <summary>Fails until the file <c>/shared/well</c> is there, then succeeds.</summary>
    public static string FailsUntilWell => "echo dependency tries; [ -e /shared/well ] || exit 3; echo dependency succeeds; sleep 0.3";

    /// <summary>As YAML.</summary>
    public override string ToString() => $$"""
        metadata:
          name: pod
          annotations:
            podorder.io/order: dependency:{{Condition}} -> waiter
            {{Annotations}}
        spec:
          restartPolicy: {{Policy}}
          terminationGracePeriodSeconds: {{Grace}}
          volumes: [{name: shared, emptyDir: {} }]
          containers:
          - name: waiter
            image: busybox
            command: [sh, -c, {{JsonSerializer.Serialize(Waiter)}}]
            volumeMounts: [{name: shared, mountPath: /shared}]
            {{WaiterFields}}
          - name: dependency
            image: busybox
            command: [sh, -c, {{JsonSerializer.Serialize(Dependency)}}]
            volumeMounts: [{name: shared, mountPath: /shared}]
            {{DependencyFields}}
        """;
}
