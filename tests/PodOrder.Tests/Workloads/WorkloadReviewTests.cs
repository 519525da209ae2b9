using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Workloads;

namespace PodOrder.Tests.Workloads;

public sealed class WorkloadReviewTests
{
    private const string Wrong = "db:redy -> web";
    private const string Sentence = "spec.template.metadata.annotations: podorder.io/order: \"db:redy\" at character 1 names no condition; write \"db:ready\", the conditions are started, ready, completed, succeeded";

    [Fact]
    public void A_right_hint_is_allowed_without_a_word() => Said(Review(Deployment("db:started -> web")), null);

    [Fact]
    public void A_wrong_hint_is_refused_with_the_sentence_of_its_Pods_and_where_it_stands() => Said(Review(Deployment(Wrong)), Sentence);

    [Fact]
    public void A_container_that_may_still_be_injected_is_warned_of() =>
        Said(Review(Deployment("proxy:started -> web")), null, "spec.template.metadata.annotations: no container \"proxy\" in this Pod yet: its place in the order counts once it is added");

    [Fact]
    public void A_command_that_only_the_image_knows_is_decided_when_there_is_a_Pod()
    {
        var deployment = Deployment("db:succeeded -> web");
        foreach (var container in Containers(deployment)) container!.AsObject().Remove("command");
        Said(Review(deployment), null);
    }

    [Fact]
    public void A_hint_on_the_workload_itself_is_warned_of_with_the_place_to_move_it_to()
    {
        var deployment = Deployment(null);
        deployment["metadata"]!["annotations"] = new JsonObject { ["podorder.io/order"] = Wrong };
        Said(Review(deployment), null, "podorder.io/order on the Deployment itself orders nothing; move it to spec.template.metadata");
    }

    [Fact]
    public void On_a_CronJob_there_are_two_wrong_places()
    {
        var cronJob = JsonNode.Parse("""
            {"apiVersion":"batch/v1","kind":"CronJob",
             "metadata":{"name":"nightly","annotations":{"podorder.io/order":"a -> b"}},
             "spec":{"jobTemplate":{"metadata":{"annotations":{"podorder.io/timeout":"5m","team":"x"}},
                                    "spec":{"template":{"spec":{"containers":[{"name":"a"}]}}}}}}
            """)!;
        Said(Review(cronJob), null,
            "podorder.io/order on the CronJob itself orders nothing; move it to spec.jobTemplate.spec.template.metadata",
            "podorder.io/timeout on spec.jobTemplate.metadata orders nothing; move it to spec.jobTemplate.spec.template.metadata");
    }

    [Fact]
    public void Pods_and_other_kinds_are_no_affair_of_this_review()
    {
        var pod = Deployment(Wrong)["spec"]!["template"]!.DeepClone();
        (pod["apiVersion"], pod["kind"]) = ("v1", "Pod");
        Said(Review(pod), null);
        Said(Review(JsonNode.Parse("""{"apiVersion":"v1","kind":"Service","metadata":{"annotations":{"podorder.io/order":"a"}}}""")!), null);
    }

    [Theory]
    [InlineData("/spec/replicas", "5")]
    [InlineData("/metadata/labels", """{"a":"b"}""")]
    [InlineData("/status", """{"replicas":1}""")]
    [InlineData("/spec/template/metadata/labels", """{"app":"other"}""")]
    [InlineData("/spec/template/spec/tolerations", """[{"operator":"Exists"}]""")]
    [InlineData("/spec/template/spec/nodeSelector", """{"disk":"fast"}""")]
    public void A_workload_that_runs_with_a_wrong_hint_can_still_be_changed_elsewhere(string pointer, string value) =>
        Said(Review(Changed(Deployment(Wrong), pointer, value), Deployment(Wrong)), null, Sentence);

    [Theory]
    [InlineData("/spec/template/metadata/annotations", """{"podorder.io/order":"db:redy -> web","podorder.io/timeout":"5m"}""")]
    [InlineData("/spec/template/spec/containers/0/image", "\"db:2\"")]
    [InlineData("/spec/template/spec/initContainers", """[{"name":"setup","image":"setup:1"}]""")]
    public void A_change_of_hint_or_containers_that_leaves_it_wrong_is_refused(string pointer, string value) =>
        Said(Review(Changed(Deployment(Wrong), pointer, value), Deployment(Wrong)), Sentence);

    [Fact]
    public void A_change_that_makes_a_right_hint_wrong_is_refused_whichever_field_it_is()
    {
        var windows = Changed(Deployment("db:started -> web"), "/spec/template/spec/os", """{"name":"windows"}""");
        Said(Review(windows, Deployment("db:started -> web")),
            "spec.template.metadata.annotations: this Pod is for Windows, where the gate, a Linux program, cannot run; take its podorder.io annotations out");
    }

    private static void Said(WorkloadReview review, string? refusal, params string[] warnings)
    {
        Assert.Equal(refusal, review.Refusal?.Message);
        Assert.Equal(warnings, review.Warnings);
    }

    private static WorkloadReview Review(JsonNode workload, JsonNode? old = null) => WorkloadReview.Of(Element(workload), old is null ? null : Element(old));

    private static JsonElement Element(JsonNode node) => JsonDocument.Parse(node.ToJsonString()).RootElement;

    private static JsonArray Containers(JsonNode deployment) => deployment["spec"]!["template"]!["spec"]!["containers"]!.AsArray();

    private static JsonNode Changed(JsonNode workload, string pointer, string value)
    {
        var steps = pointer.Split('/')[1..];
        var parent = steps[..^1].Aggregate(workload, (node, step) => (int.TryParse(step, out var index) ? node[index] : node[step])!);
        parent[steps[^1]] = JsonNode.Parse(value);
        return workload;
    }

    private static JsonNode Deployment(string? order) => new JsonObject
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["metadata"] = new JsonObject { ["name"] = "shop" },
        ["spec"] = new JsonObject
        {
            ["replicas"] = 1,
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["annotations"] = order is null ? new JsonObject() : new JsonObject { ["podorder.io/order"] = order } },
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(
                        new JsonObject { ["name"] = "db", ["image"] = "db:1", ["command"] = new JsonArray("db") },
                        new JsonObject { ["name"] = "web", ["image"] = "web:1", ["command"] = new JsonArray("web") }),
                },
            },
        },
    };
}
