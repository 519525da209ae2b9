using PodOrder.E2E.Policies;
using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Installing;

/// <summary>The same version installed over itself, as a pipeline does each night: what the server keeps true is not taken away by what says nothing of it.</summary>
[Collection(nameof(Alone))]
public sealed class AgainTests
{
    [Theory]
    [InlineData("kubectl apply -f deploy/install.yaml")]
    [InlineData("kubectl apply --server-side --force-conflicts -f deploy/install.yaml")]
    [InlineData("helm upgrade podorder deploy/helm --namespace podorder-system --wait --reset-values")]
    public async Task Trust_and_the_entry_for_policies_stay_and_nobody_is_refused(string command)
    {
        Release.DemandInCluster();
        await using var space = await TestNamespace.CreateAsync();
        await Release.RemoveAsync();
        await Way.Of(command.StartsWith("helm", StringComparison.Ordinal) ? "helm" : "manifest").InstallAsync();
        await Release.IsServingAsync();
        await using (await Applied.ApplyAsync(space, "{containers: [waiter], after: [{name: dep, condition: started}]}"))
        {
            await Eventually.HoldsAsync(async () => (await KeptAsync()).Contains("policy.podorder.io", StringComparison.Ordinal), 20);
            var before = await KeptAsync();
            await using var traffic = new Traffic(space);
            var words = command.Replace("deploy/", Repository.PathOf("deploy/"), StringComparison.Ordinal).Split(' ');
            await Commands.SucceedsAsync(words[0], words[1..]);
            Assert.Equal(before, await KeptAsync());
            await traffic.StopAsync();
            Assert.Equal("", traffic.Refusals);
        }
        await Release.RemoveAsync();
        await Release.InstallAsync();
    }

    // By name: what stands where in the list is of no matter.
    private static async Task<string> KeptAsync()
    {
        var webhooks = JsonNode.Parse(await Commands.KubectlAsync("get", "mutatingwebhookconfiguration", "podorder", "--output=json"))!["webhooks"]!.AsArray();
        return string.Join('\n', webhooks.Select(it => $"{it!["name"]} {it["clientConfig"]!["caBundle"]}").Order(StringComparer.Ordinal));
    }
}
