using PodOrder.E2E.Installing;
using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Orders;

/// <summary>A dependency whose readiness is told over TLS: PodOrder's own server, with a certificate that nobody knows.</summary>
public sealed class HttpsTests
{
    [Fact]
    public async Task A_waiter_starts_when_the_dependency_answers_over_TLS_and_until_then_the_status_table_says_so()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:ready -> waiter", "Always",
            Manifest.Container("waiter", "exec sleep 3600"),
            $$"""  - {name: dep, image: "ghcr.io/podorder/podorder-webhook:{{Release.Version}}", readinessProbe: {httpGet: {scheme: HTTPS, port: 8443, path: /healthz}, initialDelaySeconds: 8, periodSeconds: 1} }"""));
        await space.UntilAsync("pod", it => it["waiter"].IsRunning);
        Assert.Matches(@"waiter +waiting +\d+s +dep: ready \(https 8443/healthz", await StatusAsync(space));

        var pod = await space.UntilAsync("pod", it => it.IsReady);
        Assert.Equal((0, 0), (pod["dep"].Restarts, pod["waiter"].Restarts));
        Assert.Matches("waiter +running", await StatusAsync(space));
    }

    private static Task<string> StatusAsync(TestNamespace space) =>
        space.KubectlAsync("exec", "pod", "--container", "waiter", "--", "/podorder/bin/gate", "status");
}
