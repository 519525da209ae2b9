using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Admission;

/// <summary>What kubectl and the API server make of a Pod with a hint.</summary>
public sealed class ApplyTests
{
    private static readonly string _pod = Manifest.Pod("pod", "dep:started -> waiter", "Always",
        Manifest.Container("waiter", "exec sleep 3600"), Manifest.Container("dep", "exec sleep 3600"));

    [Fact]
    public async Task A_dry_run_shows_the_injection_and_leaves_nothing()
    {
        await using var space = await TestNamespace.CreateAsync();
        var shown = new PodView(JsonNode.Parse(await space.ApplyAsync(_pod, "--dry-run=server", "--output=json"))!);
        Assert.True(shown.IsInjected);
        Assert.NotNull(shown.Status);
        Assert.Empty((await space.GetAsync("pods"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("--server-side=false")]
    [InlineData("--server-side")]
    public async Task The_same_manifest_may_be_applied_again_and_again(string way)
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(_pod, way);
        var before = await space.UntilAsync("pod", it => it.IsReady);
        await space.ApplyAsync(_pod, way);
        await space.ApplyAsync(_pod.Replace("{app: pod}", "{app: other}", StringComparison.Ordinal), way);
        var after = await space.PodAsync("pod");
        Assert.Equal(before.Json["spec"]!.ToJsonString(), after.Json["spec"]!.ToJsonString());
        Assert.Equal(("other", before.Uid), ((string?)after.Json["metadata"]!["labels"]!["app"], after.Uid));
        Assert.True(after.IsReady);
    }

    [Fact]
    public async Task A_Pod_without_a_hint_is_as_it_was_written()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(_pod.Replace("podorder.io/order", "example.com/order", StringComparison.Ordinal));
        Assert.False((await space.PodAsync("pod")).IsInjected);
    }

    [Theory]
    [InlineData("dep:redy -> waiter", "write \"dep:ready\"")]
    [InlineData("dep:ready -> waiter", "dep")]
    [InlineData("dep:started -> waiter:started -> dep", "dep")]
    [InlineData("dep:started -> weiter", "waiter")]
    public async Task A_wrong_hint_is_refused_with_a_sentence_that_says_what_to_write(string order, string hint)
    {
        await using var space = await TestNamespace.CreateAsync();
        var said = await space.RefusesAsync(_pod.Replace("dep:started -> waiter", order, StringComparison.Ordinal));
        Assert.Contains("podorder.io", said, StringComparison.Ordinal);
        Assert.Contains(hint, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_for_debugging_has_no_order_left_and_runs()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(_pod);
        await space.UntilAsync("pod", it => it.IsReady);
        await space.KubectlAsync("debug", "pod", "--copy-to=copy", "--container=waiter", "--profile=general", "--", "sleep", "3600");
        var copy = await space.UntilAsync("copy", it => it.IsReady);
        Assert.False(copy.IsInjected);
    }

    [Theory]
    [InlineData("apps/v1", "Deployment")]
    [InlineData("apps/v1", "StatefulSet")]
    [InlineData("apps/v1", "DaemonSet")]
    [InlineData("apps/v1", "ReplicaSet")]
    [InlineData("batch/v1", "Job")]
    [InlineData("batch/v1", "CronJob")]
    public async Task A_wrong_hint_in_a_workloads_template_is_refused_as_it_is_applied(string version, string kind)
    {
        await using var space = await TestNamespace.CreateAsync();
        var said = await space.RefusesAsync(Workload(version, kind, "dep:redy -> waiter"));
        Assert.Contains("write \"dep:ready\"", said, StringComparison.Ordinal);
        await space.ApplyAsync(Workload(version, kind, "dep:started -> waiter"), "--dry-run=server");
    }

    [Fact]
    public async Task A_hint_on_the_workload_itself_gets_a_warning_that_says_where_it_belongs()
    {
        await using var space = await TestNamespace.CreateAsync();
        var said = await space.ApplyAsync(Workload("apps/v1", "Deployment", null).Replace(
            "metadata: {name: shop}", "metadata: {name: shop, annotations: {podorder.io/order: \"dep:started -> waiter\"}}", StringComparison.Ordinal));
        Assert.Contains("Warning:", said, StringComparison.Ordinal);
        Assert.Contains("spec.template.metadata", said, StringComparison.Ordinal);
    }

    private static string Workload(string version, string kind, string? order)
    {
        var never = kind is "Job" or "CronJob";
        var template = $$"""
            template:
              metadata:
                labels: {app: shop}
                annotations: {{(order is null ? "{}" : $"{{podorder.io/order: \"{order}\"}}")}}
              spec:
            {{Manifest.Indent(Manifest.Spec(never ? "Never" : "Always", Manifest.Container("waiter", "exec sleep 3600"), Manifest.Container("dep", "exec sleep 3600")), 2)}}
            """;
        var head = $"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: shop}}\nspec:\n";
        return kind switch
        {
            "CronJob" => head + "  schedule: \"0 0 1 1 *\"\n  jobTemplate:\n    spec:\n" + Manifest.Indent(template, 6),
            "Job" => head + Manifest.Indent(template, 2),
            "StatefulSet" => head + "  serviceName: shop\n  selector: {matchLabels: {app: shop}}\n" + Manifest.Indent(template, 2),
            _ => head + "  selector: {matchLabels: {app: shop}}\n" + Manifest.Indent(template, 2),
        };
    }
}
