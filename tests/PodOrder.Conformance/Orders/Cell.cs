using PodOrder.Hints;

namespace PodOrder.Conformance.Orders;

/// <summary>A cell of the matrix: what is waited for, how, and under which restart policy.</summary>
/// <param name="Told">The condition and, for <c>ready</c>, the kind of probe that tells it.</param>
/// <param name="Strategy">sentinel or postStart.</param>
/// <param name="Policy">The Pod's restartPolicy.</param>
public sealed record Cell(Told Told, Strategy Strategy, string Policy)
{
    /// <summary>All cells that can be honoured: a hook cannot forbid, so postStart knows no <c>succeeded</c>.</summary>
    public static IEnumerable<Cell> Honoured { get; } =
        from told in Enum.GetValues<Told>()
        from strategy in new[] { Strategy.Sentinel, Strategy.PostStart }
        from policy in new[] { "Never", "OnFailure", "Always" }
        where (told, strategy) is not (Told.Succeeded, Strategy.PostStart)
        select new Cell(told, strategy, policy);

    /// <summary>Whether the dependency ends by itself.</summary>
    public bool Ends => Told is Told.Completed or Told.Succeeded;

    /// <summary>Whether the whole Pod comes to its end.</summary>
    public bool PodEnds => Ends && Policy != "Always";

    /// <inheritdoc/>
    public override string ToString() => $"{Told} by {Strategy} under {Policy}";

    /// <summary>
    /// A Pod for it. The waiter stands first in the list, so that the list does not give the order. The dependency says
    /// <c>up</c> and goes on for 300 ms before what is waited for comes true.
    /// </summary>
    public string Pod() => $$"""
        metadata:
          name: pod
          annotations:
            podorder.io/order: dependency:{{Condition}} -> waiter
            podorder.io/strategy: {{(Strategy == Strategy.Sentinel ? "sentinel" : "postStart")}}
            podorder.io/timeout: 50s
        spec:
          restartPolicy: {{Policy}}
          terminationGracePeriodSeconds: 2
          containers:
          - name: waiter
            image: busybox
            command: [sh, -c, "echo waiter runs; {{(PodEnds ? "exit 0" : "exec sleep 60")}}"]
          - name: slow-to-start
            image: busybox
            command: [sh, -c, "{{(PodEnds ? "exec sleep 2" : "exec sleep 60")}}"]
            lifecycle: {postStart: {exec: {command: [sleep, "0.5"]} } }
          - name: dependency
            image: busybox
            command: [sh, -c, "echo up; sleep 0.3; {{Deed}}"]
            {{Probe}}
        """;

    private string Condition => Told switch
    {
        Told.Started => "started",
        Told.Completed => "completed",
        Told.Succeeded => "succeeded",
        _ => "ready",
    };

    private string Deed => Told switch
    {
        Told.ReadyByExec => "touch /tmp/up; exec sleep 60",
        Told.ReadyByHttp => "mkdir /www; echo hi > /www/index.html; exec httpd -f -p 8080 -h /www",
        Told.ReadyByTcp => "exec nc -ll -p 8080 -e true",
        Told.ReadyByStartup => "touch /tmp/up; exec sleep 60",
        Told.Started => "exec sleep 60",
        _ => "exit 0",
    };

    private string Probe => Told switch
    {
        Told.ReadyByExec => "readinessProbe: {exec: {command: [test, -e, /tmp/up]}, periodSeconds: 1}",
        Told.ReadyByHttp => "readinessProbe: {httpGet: {port: 8080, path: /index.html}, periodSeconds: 1}",
        Told.ReadyByTcp => "readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}",
        Told.ReadyByStartup => "startupProbe: {exec: {command: [test, -e, /tmp/up]}, periodSeconds: 1, failureThreshold: 30}",
        _ => "",
    };
}
