using System.Text.Json.Nodes;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Admission;

/// <summary>Early refusal: what <c>kubectl apply</c> of a workload is told.</summary>
public sealed class WorkloadTests : IAsyncLifetime
{
    private const string Wrong = "podorder.io/order: \"db:redy\" at character 1 names no condition; write \"db:ready\", the conditions are started, ready, completed, succeeded";

    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("apps", "deployments", "Deployment")]
    [InlineData("apps", "replicasets", "ReplicaSet")]
    [InlineData("apps", "statefulsets", "StatefulSet")]
    [InlineData("apps", "daemonsets", "DaemonSet")]
    [InlineData("batch", "jobs", "Job")]
    [InlineData("batch", "cronjobs", "CronJob")]
    public async Task A_workload_is_denied_with_the_sentence_that_its_Pods_would_get(string group, string resource, string kind)
    {
        var workload = Workload(group, kind, "db:redy -> web");
        var where = kind == "CronJob" ? "spec.jobTemplate.spec.template" : "spec.template";

        var response = await AskAsync(About(group, resource, workload));

        Assert.False((bool?)response["allowed"]);
        Assert.Equal($"{where}.metadata.annotations: {Wrong}", (string?)response["status"]!["message"]);
        Assert.Equal("Condition", (string?)response["auditAnnotations"]!["refused"]);
        Assert.Null(response["patch"]);
        await _server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task A_right_one_is_allowed_without_a_patch_and_without_a_word() =>
        Assert.Equal("""{"uid":"705ab4f5-6393-11e8-b7cc-42010a800002","allowed":true}""",
            (await AskAsync(About("apps", "deployments", Workload("apps", "Deployment", "db:started -> web")))).ToJsonString());

    [Fact]
    public async Task A_hint_on_the_workload_itself_is_allowed_with_a_warning()
    {
        var deployment = Workload("apps", "Deployment", null);
        deployment["metadata"]!["annotations"] = new JsonObject { ["podorder.io/order"] = "db -> web" };

        var response = await AskAsync(About("apps", "deployments", deployment));

        Assert.True((bool?)response["allowed"]);
        Assert.Equal(["podorder.io/order on the Deployment itself orders nothing; move it to spec.template.metadata"],
            response["warnings"]!.AsArray().Select(warning => (string)warning!));
    }

    [Fact]
    public async Task A_dry_run_is_told_the_same()
    {
        var review = About("apps", "deployments", Workload("apps", "Deployment", "db:redy -> web"));
        review["request"]!["dryRun"] = true;

        Assert.False((bool?)(await AskAsync(review))["allowed"]);
    }

    [Fact]
    public async Task A_running_workload_with_a_wrong_hint_can_be_scaled_labelled_and_deleted()
    {
        var old = Workload("apps", "Deployment", "db:redy -> web");
        var scaled = old.DeepClone();
        scaled["spec"]!["replicas"] = 5;
        scaled["metadata"]!["labels"] = new JsonObject { ["team"] = "shop" };
        var deletion = About("apps", "deployments", null, old, "DELETE");

        Assert.True((bool?)(await AskAsync(About("apps", "deployments", scaled, old, "UPDATE")))["allowed"]);
        Assert.True((bool?)(await AskAsync(deletion))["allowed"]);
    }

    [Fact]
    public async Task An_update_of_its_containers_is_denied_while_its_hint_is_wrong()
    {
        var old = Workload("apps", "Deployment", "db:redy -> web");
        var updated = old.DeepClone();
        updated["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = "db:2";

        Assert.False((bool?)(await AskAsync(About("apps", "deployments", updated, old, "UPDATE")))["allowed"]);
    }

    [Theory]
    [InlineData("scale", """{"apiVersion":"autoscaling/v1","kind":"Scale","spec":{"replicas":3}}""")]
    [InlineData("status", """{"apiVersion":"apps/v1","kind":"Deployment","spec":{"template":{"metadata":{"annotations":{"podorder.io/order":"x"}}}}}""")]
    public async Task A_subresource_is_allowed_untouched(string subresource, string json)
    {
        var review = About("apps", "deployments", JsonNode.Parse(json), operation: "UPDATE");
        review["request"]!["subResource"] = subresource;

        Assert.Equal("""{"uid":"705ab4f5-6393-11e8-b7cc-42010a800002","allowed":true}""", (await AskAsync(review)).ToJsonString());
    }

    [Theory]
    [InlineData("CREATE")]
    [InlineData("UPDATE")]
    public async Task A_review_without_an_object_is_allowed(string operation) =>
        Assert.True((bool?)(await AskAsync(About("apps", "deployments", null, operation: operation)))["allowed"]);

    private async Task<JsonObject> AskAsync(JsonNode review) =>
        await (await _server.AskAsync(review, "/validate-workloads?timeout=5s")).ResponseAsync();

    private static JsonObject About(string group, string resource, JsonNode? workload, JsonNode? old = null, string operation = "CREATE")
    {
        var review = Review();
        var request = review["request"]!;
        request["resource"] = new JsonObject { ["group"] = group, ["version"] = "v1", ["resource"] = resource };
        request["operation"] = operation;
        request["object"] = workload?.DeepClone();
        request["oldObject"] = old?.DeepClone();
        return review;
    }

    private static JsonNode Workload(string group, string kind, string? order)
    {
        var annotations = order is null ? "{}" : $$"""{"podorder.io/order":"{{order}}"}""";
        var template = $$"""
            { "template": { "metadata": { "annotations": {{annotations}} },
              "spec": { "containers": [{ "name": "db", "image": "db:1", "command": ["db"] }, { "name": "web", "image": "web:1", "command": ["web"] }] } } }
            """;
        var spec = kind == "CronJob" ? $$"""{ "jobTemplate": { "spec": {{template}} } }""" : template;
        return JsonNode.Parse($$"""{ "apiVersion": "{{group}}/v1", "kind": "{{kind}}", "metadata": { "name": "shop" }, "spec": {{spec}} }""")!;
    }
}
