namespace PodOrder.E2E.Cluster;

/// <summary>A namespace of a test's own, gone with everything in it when the test is done.</summary>
internal sealed class TestNamespace : IAsyncDisposable
{
    private static int _count;

    private TestNamespace(string name) => Name = name;

    public string Name { get; }

    /// <summary>Makes one, or skips the test where there is no cluster.</summary>
    public static async Task<TestNamespace> CreateAsync(params string[] labels)
    {
        Target.Demand();
        var made = new TestNamespace($"podorder-e2e-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        await Commands.KubectlAsync("create", "namespace", made.Name);
        if (labels.Length > 0)
            await Commands.KubectlAsync(["label", "namespace", made.Name, .. labels]);
        // Pods are refused until a controller has made the account that they run as.
        await Eventually.HoldsAsync(async () => (await Commands.RunAsync("kubectl", ["--namespace", made.Name, "get", "serviceaccount", "default"])).Code == 0);
        return made;
    }

    public Task<string> KubectlAsync(params string[] arguments) => Commands.KubectlAsync(["--namespace", Name, .. arguments]);

    public Task<string> ApplyAsync(string manifest, params string[] arguments) => Commands.ApplyAsync(manifest, ["--namespace", Name, .. arguments]);

    /// <returns>What kubectl said about the manifest that was refused.</returns>
    public Task<string> RefusesAsync(string manifest, params string[] arguments) =>
        Commands.FailsAsync("kubectl", ["apply", "--namespace", Name, "--filename=-", .. arguments], manifest);

    public async Task<PodView> PodAsync(string name) => new(await GetAsync("pod", name));

    public async Task<JsonNode> GetAsync(params string[] what) => JsonNode.Parse(await KubectlAsync(["get", .. what, "--output=json"]))!;

    public async Task<IReadOnlyList<PodView>> PodsAsync(string selector) =>
        [.. (await GetAsync("pods", "--selector", selector))["items"]!.AsArray().Select(it => new PodView(it!))];

    public Task<string> LogsAsync(string pod, string container, params string[] arguments) => KubectlAsync(["logs", pod, "--container", container, .. arguments]);

    /// <summary>Watches a Pod until something holds of it.</summary>
    public Task<PodView> UntilAsync(string pod, Func<PodView, bool> holds, int seconds = 90) => Watch.UntilAsync(Name, ["pod", pod], holds, seconds);

    /// <summary>Watches the Pods with a label until something holds of one of them.</summary>
    public Task<PodView> UntilAnyAsync(string selector, Func<PodView, bool> holds, int seconds = 90) =>
        Watch.UntilAsync(Name, ["pods", "--selector", selector], holds, seconds);

    /// <summary>E2E_KEEP=true leaves it, so that one can look at what a failing test has left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Environment.GetEnvironmentVariable("E2E_KEEP") != "true")
            await Commands.RunAsync("kubectl", ["delete", "namespace", Name, "--wait=false"]);
    }
}
