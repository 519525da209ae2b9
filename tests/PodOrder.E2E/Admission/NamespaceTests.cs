using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Admission;

/// <summary>Namespaces that admit only some Pods admit those with an order as they admit them without.</summary>
public sealed class NamespaceTests
{
    private const string Restricted = "securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: 1234, "
        + "capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}";

    private const string Small = "resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {cpu: 100m, memory: 32Mi}}";

    [Fact]
    public async Task A_restricted_namespace()
    {
        await using var space = await TestNamespace.CreateAsync("pod-security.kubernetes.io/enforce=restricted");
        await SucceedsAsync(space, Restricted);
    }

    [Fact]
    public async Task A_ResourceQuota_that_the_Pod_fills_to_the_last_byte()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync("""
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: quota}
            spec:
              hard: {pods: "1", requests.cpu: 20m, requests.memory: 32Mi, limits.cpu: 200m, limits.memory: 64Mi}
            """);
        await Eventually.HoldsAsync(async () => (await space.GetAsync("resourcequota", "quota"))["status"]?["hard"] is not null);
        await SucceedsAsync(space, Small);
    }

    [Fact]
    public async Task A_LimitRange_with_bounds_and_defaults()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync("""
            apiVersion: v1
            kind: LimitRange
            metadata: {name: limits}
            spec:
              limits:
              - type: Container
                min: {cpu: 10m, memory: 16Mi}
                max: {cpu: 100m, memory: 32Mi}
                default: {cpu: 50m, memory: 24Mi}
                defaultRequest: {cpu: 10m, memory: 16Mi}
            """);
        await SucceedsAsync(space, Small);
        await space.KubectlAsync("delete", "pod", "pod");
        await SucceedsAsync(space, "");
    }

    private static async Task SucceedsAsync(TestNamespace space, string more)
    {
        await space.ApplyAsync(Manifest.Pod("pod", "dep:succeeded -> waiter", "Never",
            Manifest.Container("waiter", "test -e /work/done", more), Manifest.Container("dep", "sleep 1; touch /work/done", more)));
        var pod = await space.UntilAsync("pod", it => it.HasEnded);
        Assert.Equal("Succeeded", pod.Phase);
        Assert.True(pod.IsInjected);
    }
}
