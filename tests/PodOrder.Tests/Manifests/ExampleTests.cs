using System.Text.Json.Nodes;
using PodOrder.Injection;

namespace PodOrder.Tests.Manifests;

public sealed class ExampleTests
{
    public static TheoryData<string, string, string> Plans => new()
    {
        { "examples/fan-out-fan-in.yaml", "count ⇐ generate succeeded; sum ⇐ generate succeeded; largest ⇐ generate succeeded; report ⇐ count succeeded, sum succeeded, largest succeeded", "" },
        { "examples/pipeline-existing-file.yaml", "busybox ⇐ my-pipline ready", "" },
        { "examples/pipeline-existing-port.yaml", "busybox ⇐ my-pipline ready", "" },
        { "examples/pipeline-poststart.yaml", "busybox ⇐ my-pipline completed", "\"busybox\" is held back by postStart hooks: if a hook fails or runs out of time, it starts all the same; while a hook blocks, for up to 20m, this Pod cannot be deleted, whatever its grace period" },
        { "examples/pipeline-sentinel.yaml", "busybox ⇐ my-pipline succeeded", "" },
        { "examples/tutorial.yaml", "migrate ⇐ db ready; web ⇐ migrate succeeded", "" },
        { "examples/web-db-migrate.yaml", "migrate ⇐ db ready; web ⇐ migrate succeeded", "" },
    };

    [Fact]
    public void Every_example_is_tested() => Assert.Equal(Repository.Files("examples"), Plans.Select(row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Plans))]
    public void An_example_means_the_order_that_it_shows(string file, string plan, string warnings)
    {
        var pod = PodOf(Repository.Documents(file).Single());
        var result = Pod.Inject(pod.ToElement());
        Assert.Equal((Outcome.Injected, plan, warnings), (result.Outcome, result.Plan, string.Join("; ", result.Warnings)));
        Assert.Empty(Pod.Inject(Pod.Apply(pod.ToElement(), result)).Patch);
    }

    [Fact]
    public void An_example_begins_with_two_lines_that_say_what_it_shows() =>
        Assert.All(Repository.Files("examples"), file => Assert.Equal(2, Repository.Text(file).Split('\n').TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal)).Count()));

    private static JsonNode PodOf(JsonNode manifest) => (string?)manifest["kind"] == "Pod"
        ? manifest
        : new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = manifest["spec"]!["template"]!["metadata"]!.DeepClone(),
            ["spec"] = manifest["spec"]!["template"]!["spec"]!.DeepClone(),
        };
}
