using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Installing;

/// <summary>Each way of installing is one command, and so is taking it away.</summary>
[Collection(nameof(Alone))]
public sealed class InstallTests
{
    // What may be named after PodOrder in a cluster, besides what lies in its namespace.
    private const string ClusterScoped =
        "namespaces,customresourcedefinitions,clusterroles,clusterrolebindings,mutatingwebhookconfigurations,validatingwebhookconfigurations,"
        + "validatingadmissionpolicies,validatingadmissionpolicybindings,priorityclasses";

    [Theory]
    [InlineData("manifest")]
    [InlineData("helm")]
    [InlineData("cert-manager")]
    public async Task One_command_installs_and_one_takes_everything_away_without_refusing_a_Pod(string name)
    {
        Release.DemandInCluster();
        await using var space = await TestNamespace.CreateAsync();
        if (name == "cert-manager")
            await Way.DemandCertManagerAsync();
        await Release.RemoveAsync();
        var way = Way.Of(name);
        await way.InstallAsync();
        await Release.IsServingAsync();
        await Commands.KubectlAsync("--namespace", Release.Namespace, "rollout", "status", "deployment/podorder-webhook", "--timeout=120s");

        await space.ApplyAsync(Manifest.Pod("pod", "dep:succeeded -> waiter", "Never",
            Manifest.Container("waiter", "test -e /work/done"), Manifest.Container("dep", "sleep 1; touch /work/done")));
        Assert.Equal("Succeeded", (await space.UntilAsync("pod", it => it.HasEnded)).Phase);
        await space.ApplyAsync(Manifest.Pod("living", "dep:succeeded -> waiter", "Always", Manifest.Container("waiter", "exec sleep 3600"), Manifest.Container("dep", "true")));
        await space.UntilAsync("living", it => it.IsReady);
        if (name == "helm")
            await Commands.SucceedsAsync("helm", ["test", "podorder", "--namespace", Release.Namespace, "--timeout", "2m"]);

        await using var traffic = new Traffic(space);
        await Eventually.HoldsAsync(() => Task.FromResult(traffic is { Ordered: > 1, Unordered: > 1 }));
        await way.UninstallAsync();
        await traffic.StopAsync();
        Assert.Equal("", traffic.Refusals);
        // Pods go on serving for some seconds while they are being deleted.
        await Commands.RunAsync("kubectl", ["--namespace", Release.Namespace, "wait", "pods", "--all", "--for=delete", "--timeout=60s"]);
        Assert.Equal(way.LeavesBehind, await LeftAsync());
        Assert.True((await space.PodAsync("living")).IsReady);
        await space.KubectlAsync("delete", "pod", "living", "--timeout=30s");
        await Commands.RunAsync("kubectl", ["delete", "namespace", Release.Namespace, "--ignore-not-found"]);
        await Release.InstallAsync();
    }

    private static async Task<string[]> LeftAsync()
    {
        var named = (await Commands.KubectlAsync("get", ClusterScoped, "--output=name")).Split('\n')
            .Where(it => it.Contains("podorder", StringComparison.Ordinal) && !it.Contains("podorder-e2e", StringComparison.Ordinal));
        var within = (await Commands.KubectlAsync(
            "get", "all,secrets,configmaps,serviceaccounts,roles,rolebindings,leases,networkpolicies,poddisruptionbudgets,resourcequotas",
            "--namespace", Release.Namespace, "--output=name")).Split('\n')
            .Where(it => it.Contains("podorder", StringComparison.Ordinal));
        return [.. named.Concat(within)];
    }
}
