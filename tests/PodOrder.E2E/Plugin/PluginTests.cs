using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Plugin;

/// <summary><c>kubectl podorder</c>, the file that is shipped, asking a real API server and the gates of real Pods.</summary>
public sealed class PluginTests
{
    private static readonly string _program = Repository.PathOf("out/linux-x64/kubectl-podorder");

    [Fact]
    public async Task Status_follows_the_waits_until_the_order_is_through()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("shop", "db:ready -> migrate:succeeded -> web", "Always",
            Manifest.Container("web", "sleep 600"),
            Manifest.Container("migrate", "sleep 3"),
            Manifest.Container("db", "sleep 6; mkdir -p /tmp/www; exec httpd -f -p 5432 -h /tmp/www", "readinessProbe: {tcpSocket: {port: 5432}, periodSeconds: 1}")));

        var status = await RunAsync(space, "status", "shop");

        Assert.Equal(0, status.Code);
        Assert.Contains("web: waiting for migrate: succeeded\n", status.Text);
        Assert.Contains("migrate: waiting for db: ready (tcp 5432 refused)\n", status.Text);
        Assert.Matches(@"(?s)migrate: running.*web: running", status.Text);
        Assert.Contains("migrate: parked", (await RunAsync(space, "status", "shop")).Text);
    }

    [Fact]
    public async Task Status_ends_with_1_when_a_wait_came_to_nothing_and_says_why()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("shop", "build -> publish", "Never", Manifest.Container("publish", "echo never"), Manifest.Container("build", "sleep 2; exit 3")));
        await space.UntilAsync("shop", pod => pod.HasEnded);

        var status = await RunAsync(space, "status", "shop");

        Assert.Equal(1, status.Code);
        Assert.Contains("publish: failed (exit code 121: dependency failed: build ended with exit code 3", status.Text);
    }

    [Fact]
    public async Task The_timeline_tells_how_long_each_waited_and_ran()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("shop", "build -> publish", "Never", Manifest.Container("publish", "sleep 3"), Manifest.Container("build", "sleep 5")));
        await space.UntilAsync("shop", pod => pod.HasEnded);

        var timeline = JsonNode.Parse((await RunAsync(space, "timeline", "shop", "--output=json")).Text)!;

        var spans = timeline["containers"]!.AsArray().ToDictionary(container => (string)container!["name"]!, container => container!["spans"]!.AsArray());
        Assert.Equal(["ran"], spans["build"].Select(span => (string)span!["kind"]!));
        Assert.Equal(["waited", "ran"], spans["publish"].Select(span => (string)span!["kind"]!));
        Assert.InRange(Seconds(spans["build"][0]!), 4, 9);
        Assert.InRange(Seconds(spans["publish"][0]!), 4, 9);
        Assert.InRange(Seconds(spans["publish"][1]!), 2, 7);
    }

    [Fact]
    public async Task A_manifest_that_was_injected_by_hand_is_what_the_webhook_makes_of_it()
    {
        await using var space = await TestNamespace.CreateAsync();
        var bare = Manifest.Pod("shop", "build -> publish", "Never", Manifest.Container("publish", "sleep 1"), Manifest.Container("build", "sleep 1"));
        var injected = await Commands.SucceedsAsync(Demanded(), ["inject", "--filename=-", "--quiet"], bare);

        var byHand = JsonNode.Parse(await space.KubectlAsync("apply", "--dry-run=server", "--output=json", "--filename", await FileAsync(injected)))!;
        var byWebhook = JsonNode.Parse(await space.KubectlAsync("apply", "--dry-run=server", "--output=json", "--filename", await FileAsync(bare)))!;

        Assert.Equal(byWebhook["metadata"]!["annotations"]!["podorder.io/status"]!.ToString(), byHand["metadata"]!["annotations"]!["podorder.io/status"]!.ToString());
        foreach (var container in byWebhook["spec"]!["containers"]!.AsArray())
        {
            var same = byHand["spec"]!["containers"]!.AsArray().Single(it => (string?)it!["name"] == (string?)container!["name"]);
            Assert.True(JsonNode.DeepEquals(container!["command"], same!["command"]) && JsonNode.DeepEquals(container["args"], same["args"]), same.ToJsonString());
        }
    }

    [Fact]
    public async Task Check_finds_the_installation_well_and_explain_knows_a_Pod_of_it()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("shop", "build -> publish", "Never", Manifest.Container("publish", "sleep 1"), Manifest.Container("build", "sleep 1")));

        var check = await RunAsync(space, "check");
        Assert.True(check.Code == 0, check.Text + check.Errors);
        Assert.Contains("✓ a Pod with an order gets it (dry run)", check.Text);
        Assert.Contains("✓ a Pod with a wrong hint is refused (dry run)", check.Text);
        Assert.Contains("waits for build: succeeded – the gate of build records its end", (await RunAsync(space, "explain", "pod/shop")).Text);
    }

    private static Task<Commands.Output> RunAsync(TestNamespace space, string command, params string[] arguments) =>
        Commands.RunAsync(Demanded(), [command, .. arguments, "--namespace", space.Name]);

    private static string Demanded()
    {
        Assert.True(File.Exists(_program), $"{_program} is not there: ./build.sh cli");
        return _program;
    }

    private static async Task<string> FileAsync(string manifest)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("podorder-e2e-").FullName, "pod.yaml");
        await File.WriteAllTextAsync(file, manifest);
        return file;
    }

    private static double Seconds(JsonNode span) => (DateTimeOffset.Parse((string)span["to"]!) - DateTimeOffset.Parse((string)span["from"]!)).TotalSeconds;
}
