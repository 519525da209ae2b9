using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Policies;

/// <summary>Policies that cannot be kept: as a whole, or in one Pod.</summary>
public sealed class ConflictTests
{
    private const string ProxyFirst = "{containers: [\"*\"], after: [{name: proxy, condition: ready}]}";

    private static readonly string
        _web = Manifest.Container("web", "exec sleep 3600"),
        _proxy = Manifest.Container("proxy", "sleep 2; mkdir /tmp/www; exec httpd -f -p 8080 -h /tmp/www", "readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}"),
        _orderly = Bare("orderly", _web, _proxy),
        _proxyWithoutProbe = Manifest.Container("proxy", "exec sleep 3600");

    [Fact]
    public async Task A_policy_whose_rules_contradict_each_other_says_so_and_is_not_applied()
    {
        await using var space = await TestNamespace.CreateAsync();
        await using var policy = await Applied.ApplyAsync(
            space, ProxyFirst + ", {containers: [a], after: [{name: b, condition: ready}]}, {containers: [b], after: [{name: a, condition: ready}]}", isAccepted: false);
        Assert.Contains("containers wait for each other in a circle: b -> a -> b", await policy.MessageAsync(), StringComparison.Ordinal);
        await space.ApplyAsync(_orderly);
        Assert.False((await space.PodAsync("orderly")).IsInjected);
    }

    [Fact]
    public async Task A_wait_that_cannot_be_kept_is_told_to_who_applies_and_the_Pod_runs()
    {
        await using var space = await TestNamespace.CreateAsync();
        await using var policy = await Applied.ApplyAsync(space, ProxyFirst);
        await Applied.ReachesAsync(space, _orderly);
        var said = await space.ApplyAsync(Bare("pod", _web, _proxyWithoutProbe));
        Assert.Contains($"Warning: policy {policy.Name}: \"web\" does not wait for \"proxy\" (ready): \"proxy\" has no readiness", said, StringComparison.Ordinal);
        var pod = await space.UntilAsync("pod", it => it.IsReady);
        Assert.False(pod.IsInjected);
    }

    [Fact]
    public async Task A_policy_that_says_Deny_refuses_the_Pod_and_says_what_to_write()
    {
        await using var space = await TestNamespace.CreateAsync();
        await using var policy = await Applied.ApplyAsync(space, ProxyFirst, "Deny");
        await Applied.ReachesAsync(space, _orderly);
        var said = await space.RefusesAsync(Bare("pod", _web, _proxyWithoutProbe));
        Assert.Contains($"policy {policy.Name} has \"web\" wait for \"proxy\" to be ready, which cannot be kept", said, StringComparison.Ordinal);
        Assert.Contains("give \"proxy\" a readinessProbe, or write podorder.io/inject: \"false\"", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Pod_s_own_order_and_a_policy_s_are_kept_together()
    {
        await using var space = await TestNamespace.CreateAsync();
        await using var policy = await Applied.ApplyAsync(space, ProxyFirst);
        await Applied.ReachesAsync(space, _orderly);
        await space.ApplyAsync(Manifest.Pod("pod", "first:succeeded -> second", "Never",
            Manifest.Container("second", "cut -d' ' -f1 /proc/uptime | tr -d . > /work/second"), Manifest.Container("first", "sleep 1; cut -d' ' -f1 /proc/uptime | tr -d . > /work/first; sleep 1"),
            Manifest.Container("proxy", "sleep 2; mkdir /tmp/www; timeout 20 httpd -f -p 8080 -h /tmp/www; test -e /work/first && test $(cat /work/first) -lt $(cat /work/second)",
                "readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}")));
        var pod = await space.UntilAsync("pod", it => it.HasEnded);
        Assert.True(pod.Phase == "Succeeded", pod.Summary);
        Assert.Contains($"second ⇐ first succeeded, proxy ready (policy {policy.Name}); first ⇐ proxy ready (policy {policy.Name})", pod.Status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_native_sidecar_comes_first_and_a_bare_Pod_can_be_applied_again()
    {
        await using var space = await TestNamespace.CreateAsync();
        await using var policy = await Applied.ApplyAsync(space, ProxyFirst);
        var manifest = Bare("pod", Manifest.Container("web", "test -e /work/up && echo saw it; exec sleep 3600")) + "\n  initContainers:\n" + Manifest.Container(
            "proxy", "sleep 3; touch /work/up; exec sleep 3600", "restartPolicy: Always, readinessProbe: {exec: {command: [test, -e, /work/up]}, periodSeconds: 1}");
        await Applied.ReachesAsync(space, manifest);
        await space.ApplyAsync(manifest);
        await space.UntilAsync("pod", it => it.IsReady);
        Assert.Contains("saw it", await space.LogsAsync("pod", "web"), StringComparison.Ordinal);
        await space.ApplyAsync(manifest);
        Assert.True((await space.PodAsync("pod")).IsInjected);
    }

    private static string Bare(string name, params string[] containers) =>
        Manifest.Pod(name, "", "Always", containers).Replace("podorder.io/order", "example.com/note", StringComparison.Ordinal);
}
