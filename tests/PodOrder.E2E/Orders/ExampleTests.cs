namespace PodOrder.E2E.Orders;

/// <summary>Each manifest of examples/, applied as it is; only images that are loaded already are not pulled again.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Examples => [.. Repository.Files("examples")];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_does_on_a_cluster_what_it_says(string file)
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Preloaded(file));
        switch (Path.GetFileName(file))
        {
            case "pipeline-sentinel.yaml" or "pipeline-poststart.yaml":
                var pipeline = await space.UntilAsync("my-pipline", it => it.HasEnded, 600);
                Assert.Equal(("Succeeded", 0), (pipeline.Phase, pipeline["my-pipline"].ExitCode));
                Assert.Contains("app container started", await space.LogsAsync("my-pipline", "busybox"), StringComparison.Ordinal);
                await FollowsAsync(space, pipeline);
                break;
            case "pipeline-existing-file.yaml":
                var withFile = await space.UntilAsync("my-pipline", it => it.HasEnded, 600);
                Assert.Equal("Succeeded", withFile.Phase);
                Assert.DoesNotContain("file not exists", await space.LogsAsync("my-pipline", "busybox"), StringComparison.Ordinal);
                break;
            case "pipeline-existing-port.yaml":
                // The build's container goes on listening, as it does without PodOrder: the Pod never completes.
                await space.UntilAsync("my-pipline", it => it["busybox"].ExitCode == 0, 600);
                Assert.Contains("app container started", await space.LogsAsync("my-pipline", "busybox"), StringComparison.Ordinal);
                break;
            case "fan-out-fan-in.yaml":
                Assert.Equal("Succeeded", (await space.UntilAsync("fan-out-fan-in", it => it.HasEnded, 180)).Phase);
                Assert.EndsWith("count 1000\nsum 500500\nlargest 1000\n", await space.LogsAsync("fan-out-fan-in", "report"), StringComparison.Ordinal);
                break;
            case "tutorial.yaml":
                await space.UntilAsync("shop", it => it.IsReady, 180);
                Assert.Contains("web: the schema is version 7", await space.LogsAsync("shop", "web"), StringComparison.Ordinal);
                break;
            case "web-db-migrate.yaml":
                var shop = await space.UntilAnyAsync("app=shop", it => it.IsReady, 300);
                Assert.Contains("CREATE TABLE", await space.LogsAsync(shop.Name, "migrate"), StringComparison.Ordinal);
                Assert.All(["db", "migrate", "web"], container => Assert.Equal(0, shop[container].Restarts));
                break;
            default:
                Assert.Fail($"Nothing is said here of what {file} has to do.");
                break;
        }
    }

    private static async Task FollowsAsync(TestNamespace space, PodView pipeline)
    {
        var application = await space.LogsAsync("my-pipline", "busybox", "--timestamps");
        var started = DateTimeOffset.Parse(application.Split('\n').Single(line => line.EndsWith("app container started", StringComparison.Ordinal)).Split(' ')[0], null);
        Assert.True(started >= pipeline["my-pipline"].FinishedAt, $"{started} is before {pipeline["my-pipline"].FinishedAt}");
    }

    private static string Preloaded(string file) => string.Join("\n---\n", Repository.Documents(file).Select(document =>
    {
        var pod = document["spec"]!["template"]?["spec"] ?? document["spec"]!;
        foreach (var container in (pod["initContainers"]?.AsArray() ?? []).Concat(pod["containers"]!.AsArray()))
            container!["imagePullPolicy"] = "IfNotPresent";
        return document.ToJsonString();
    }));
}
