using PodOrder.E2E.Installing;

namespace PodOrder.E2E.Disruptions;

/// <summary>New certificates and new servers, while Pods are being created.</summary>
[Collection(nameof(Alone))]
public sealed class RotationTests
{
    [Fact]
    public async Task Nobody_is_refused_while_all_replicas_are_replaced()
    {
        Release.DemandInCluster();
        await using var space = await TestNamespace.CreateAsync();
        await Release.InstallAsync();
        await using var traffic = new Traffic(space);
        await RestartAsync();
        await traffic.StopAsync();
        Assert.Equal("", traffic.Refusals);
        Assert.True(traffic.Ordered > 10, $"{traffic.Ordered} Pods");
    }

    [Fact]
    public async Task Nobody_is_refused_while_the_authority_is_asked_to_be_another()
    {
        Release.DemandInCluster();
        await using var space = await TestNamespace.CreateAsync();
        await Release.InstallAsync();
        var before = await BundleAsync();
        await using var traffic = new Traffic(space);
        // An emptied Secret is how one asks for a new authority; the old one signs until the new one is known everywhere.
        await Commands.KubectlAsync("--namespace", Release.Namespace, "patch", "secret", "podorder-webhook-ca", "--type=json", """--patch=[{"op":"remove","path":"/data"}]""");
        await Eventually.HoldsAsync(async () => await BundleAsync() != before);
        await RestartAsync();
        await traffic.StopAsync();
        Assert.Equal("", traffic.Refusals);
        Assert.True(traffic.Ordered > 10, $"{traffic.Ordered} Pods");
    }

    private static async Task RestartAsync()
    {
        await Commands.KubectlAsync("--namespace", Release.Namespace, "rollout", "restart", "deployment/podorder-webhook");
        await Commands.KubectlAsync("--namespace", Release.Namespace, "rollout", "status", "deployment/podorder-webhook", "--timeout=180s");
    }

    private static Task<string> BundleAsync() =>
        Commands.KubectlAsync("get", "mutatingwebhookconfiguration", "podorder", "--output=jsonpath={.webhooks[0].clientConfig.caBundle}");
}
