using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Installing;

/// <summary>
/// From the version before: E2E_PREVIOUS is a script that installs it, so that it knows how that one was installed
/// (tests/PodOrder.E2E/README.md).
/// </summary>
[Collection(nameof(Alone))]
public sealed class UpgradeTests
{
    private static readonly string? _installPrevious = Environment.GetEnvironmentVariable("E2E_PREVIOUS");

    [Theory]
    [InlineData("manifest")]
    [InlineData("cert-manager")]
    public async Task Pods_of_the_version_before_run_on_wait_on_and_may_be_applied_again(string way)
    {
        Release.DemandInCluster();
        if (_installPrevious is null)
            Assert.Skip("E2E_PREVIOUS names no script that installs the version before (tests/PodOrder.E2E/README.md)");
        if (way == "cert-manager")
            await Way.DemandCertManagerAsync();
        await using var space = await TestNamespace.CreateAsync();
        await Release.RemoveAsync();
        await Commands.SucceedsAsync(Repository.PathOf(_installPrevious), []);
        await Release.IsServingAsync();

        await space.ApplyAsync(Waiting);
        await space.ApplyAsync(Running);
        await space.UntilAsync("waiting", it => it["dep"].IsRunning && it["waiter"].IsRunning);
        var before = await space.UntilAsync("running", it => it.IsReady);

        await using var traffic = new Traffic(space);
        await Way.Of(way).InstallAsync();
        await Commands.KubectlAsync("--namespace", Release.Namespace, "rollout", "status", "deployment/podorder-webhook", "--timeout=180s");
        await Release.IsServingAsync();
        await traffic.StopAsync();
        var refused = traffic.Refusals.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        TestContext.Current.SendDiagnosticMessage("{0}: during the upgrade {1} Pods got an order, {2} asked for none, {3} were refused.", way, traffic.Ordered, traffic.Unordered, refused.Length);
        // With another authority the servers of the version before are not trusted any more, until they are gone.
        if (way == "manifest")
            Assert.All(refused, line => Assert.Contains("x509", line, StringComparison.Ordinal));
        else
            Assert.Empty(refused);

        // What was put in by the version before is known to this one: the bare manifest may be applied again, and nothing restarts.
        await space.ApplyAsync(Running.Replace("{app: running}", "{app: other}", StringComparison.Ordinal));
        await space.KubectlAsync("exec", "waiting", "--container=dep", "--", "touch", "/work/go");
        var waited = await space.UntilAsync("waiting", it => it.IsReady);
        Assert.Contains("saw it", await space.LogsAsync("waiting", "waiter"), StringComparison.Ordinal);
        var after = await space.PodAsync("running");
        Assert.Equal((before.Uid, true), (after.Uid, after.IsReady));
        Assert.All([waited, after], pod => Assert.Equal((0, 0), (pod["dep"].Restarts, pod["waiter"].Restarts)));
        await space.KubectlAsync("delete", "pod", "--all", "--timeout=60s");
        await Release.RemoveAsync();
        await Release.InstallAsync();
    }

    private static string Waiting => Manifest.Pod("waiting", "dep:succeeded -> waiter", "Always",
        Manifest.Container("waiter", "test -e /work/done && echo saw it; exec sleep 3600"), Manifest.Container("dep", "until [ -e /work/go ]; do sleep 0.2; done; touch /work/done"));

    private static string Running => Manifest.Pod("running", "dep:succeeded -> waiter", "Always", Manifest.Container("waiter", "exec sleep 3600"), Manifest.Container("dep", "true"));
}
