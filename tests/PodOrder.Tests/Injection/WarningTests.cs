using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Injection;

public sealed class WarningTests
{
    [Fact]
    public void A_waiter_without_a_known_command_is_told_what_a_hook_cannot_do() =>
        Assert.Contains("the command of \"web\" is not known: it is held back by postStart hooks, which delay but cannot forbid", Warnings("""
            - {name: db, image: db, readinessProbe: {tcpSocket: {port: 1}}}
            - {name: web, image: web}
            """));

    [Fact]
    public void A_hook_that_outlives_the_grace_period_is_told() =>
        Assert.Contains("while a hook blocks, for up to 5m, this Pod cannot be deleted, whatever its grace period", Warnings("""
            - {name: db, image: db, readinessProbe: {tcpSocket: {port: 1}}}
            - {name: web, image: web}
            """));

    [Fact]
    public void A_liveness_delay_that_makes_a_waiter_ready_late_is_told() =>
        Assert.Contains("\"web\" is ready 20s after its wait at the earliest: its livenessProbe has that initialDelaySeconds", Warnings("""
            - {name: db, image: db, readinessProbe: {tcpSocket: {port: 1}}}
            - {name: web, image: web, command: [web], livenessProbe: {tcpSocket: {port: 2}, initialDelaySeconds: 20}}
            """));

    [Fact]
    public void A_dependency_that_is_ready_by_its_waiters_port_is_told() =>
        Assert.Contains("\"web\" waits for \"db\" on port 80, which \"web\" itself declares: this may never end", Warnings("""
            - {name: db, image: db, readinessProbe: {tcpSocket: {port: 80}}}
            - {name: web, image: web, command: [web], ports: [{containerPort: 80}]}
            """));

    [Fact]
    public void A_container_that_is_not_there_yet_is_told() =>
        Assert.Contains("no container \"proxy\" in this Pod yet: its place in the order counts once it is added", Warnings("""
            - {name: web, image: web, command: [web]}
            """, "proxy:ready -> web"));

    [Fact]
    public void An_order_that_holds_no_surprise_says_nothing() => Assert.Empty(Warnings("""
        - {name: db, image: db, readinessProbe: {tcpSocket: {port: 1}}}
        - {name: web, image: web, command: [web]}
        """));

    private static IReadOnlyList<string> Warnings(string containers, string order = "db -> web") =>
        Pod.Inject(Pod.FromYaml($"metadata: {{annotations: {{podorder.io/order: \"{order}\"}}}}\nspec:\n  containers:\n  {containers.ReplaceLineEndings("\n  ")}")).Warnings;
}
