using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Orders;

/// <summary>Strategy postStart: hooks, and waiters that stay as they are.</summary>
public sealed class PostStartTests
{
    [Fact]
    public async Task A_waiter_is_not_even_created_before_the_dependency_is_ready()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Hooked("dep:ready -> waiter", "Never",
            Manifest.Container("waiter", "test -e /work/done && echo saw it; exec sleep 3600"),
            Manifest.Container("dep", "sleep 4; touch /work/done; mkdir /tmp/www; exec httpd -f -p 8080 -h /tmp/www", "readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}")));
        var pod = await space.UntilAsync("pod", it => it.IsReady);
        Assert.Contains("saw it", await space.LogsAsync("pod", "waiter"), StringComparison.Ordinal);
        var containers = pod.Json["spec"]!["containers"]!.AsArray();
        Assert.Equal(["dep", "waiter"], containers.Select(it => (string)it!["name"]!));
        Assert.Equal(["sh", "-c", "test -e /work/done && echo saw it; exec sleep 3600"], containers[1]!["command"]!.AsArray().Select(it => (string)it!));
    }

    [Theory]
    [InlineData("exit 0", "Succeeded", 0)]
    [InlineData("exit 3", "Failed", 3)]
    public async Task The_Pod_completes_with_the_dependencys_true_exit_code(string end, string phase, int code)
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Hooked("dep:completed -> waiter", "Never",
            Manifest.Container("waiter", "test -e /work/done && echo saw it"),
            Manifest.Container("dep", $"sleep 3; touch /work/done; {end}")));
        var pod = await space.UntilAsync("pod", it => it.HasEnded);
        Assert.Equal((phase, code, 0), (pod.Phase, pod["dep"].ExitCode!.Value, pod["waiter"].ExitCode!.Value));
        Assert.Contains("saw it", await space.LogsAsync("pod", "waiter"), StringComparison.Ordinal);
    }

    private static string Hooked(string order, string policy, params string[] containers) => Manifest.Pod("pod", order, policy, containers)
        .Replace("  annotations:\n", "  annotations:\n    podorder.io/strategy: postStart\n    podorder.io/timeout: 2m\n", StringComparison.Ordinal);
}
