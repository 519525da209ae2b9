using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.JsonPatch.SystemTextJson;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Admission;

public sealed class ExampleTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public static TheoryData<string> Examples => [.. Repository.Files("examples")];

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory, MemberData(nameof(Examples))]
    public async Task An_example_gets_a_patch_that_applies_and_its_result_gets_none(string file)
    {
        var pod = Pod(file);

        var first = await AnswerAsync(Review(pod.ToJsonString()));
        Assert.True((bool?)first["allowed"], first.ToJsonString());
        Assert.Contains(" ⇐ ", (string?)first["auditAnnotations"]?["plan"]);
        var injected = Apply(pod, first);
        Assert.Equal("podorder-install", (string?)injected["spec"]!["initContainers"]![0]!["name"]);
        Assert.Equal(RunningServer.Settings.Injection.GateImage, (string?)injected["spec"]!["initContainers"]![0]!["image"]);

        var second = await AnswerAsync(Review(injected.ToJsonString()));
        Assert.True((bool?)second["allowed"], second.ToJsonString());
        Assert.Null(second["patch"]);
        Assert.Null(second["patchType"]);
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task An_example_is_valid_before_and_after(string file)
    {
        var pod = Pod(file);
        var injected = Apply(pod, await AnswerAsync(Review(pod.ToJsonString())));

        Assert.True((bool?)(await AnswerAsync(Review(pod.ToJsonString()), "/validate"))["allowed"]);
        Assert.True((bool?)(await AnswerAsync(Review(injected.ToJsonString()), "/validate"))["allowed"]);
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task The_bare_manifest_applied_over_its_injected_Pod_gets_the_injection_back(string file)
    {
        var pod = Pod(file);
        var injected = Apply(pod, await AnswerAsync(Review(pod.ToJsonString())));
        var update = Review(pod.ToJsonString());
        update["request"]!["operation"] = "UPDATE";
        update["request"]!["oldObject"] = injected.DeepClone();

        var reinstated = Apply(pod, await AnswerAsync(update));

        Assert.True(JsonNode.DeepEquals(injected["spec"], reinstated["spec"]), reinstated.ToJsonString());
    }

    [Theory]
    [InlineData("""{"podorder.io/depends-on":"{\"web\":{\"db\":\"started\"},\"db\":{\"web\":\"started\"}}"}""", "Cycle", "db -> web -> db")]
    [InlineData("""{"podorder.io/order":"db:redy -> web"}""", "Condition", "podorder.io/order: \"db:redy\" at character 1 names no condition; write \"db:ready\", the conditions are started, ready, completed, succeeded")]
    [InlineData("""{"podorder.io/odrer":"db -> web"}""", "UnknownKey", "podorder.io/order")]
    public async Task A_wrong_hint_is_denied_with_its_sentence(string annotations, string reason, string sentence)
    {
        var response = await AnswerAsync(Review(TwoContainers(annotations)));

        Assert.False((bool?)response["allowed"]);
        Assert.Contains(sentence, (string?)response["status"]!["message"]);
        Assert.Equal(reason, (string?)response["auditAnnotations"]!["refused"]);
        Assert.Null(response["patch"]);
        await _server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task A_container_that_is_not_there_is_left_to_the_validating_path()
    {
        var review = Review(TwoContainers("""{"podorder.io/order":"dbb:started -> web"}"""));

        var mutated = await AnswerAsync(review);
        var validated = await AnswerAsync(review, "/validate");

        Assert.True((bool?)mutated["allowed"], mutated.ToJsonString());
        Assert.False((bool?)validated["allowed"]);
        Assert.Contains("\"db\"", (string?)validated["status"]!["message"]);
        Assert.Null(validated["patch"]);
    }

    private async Task<JsonObject> AnswerAsync(JsonNode review, string path = "/mutate") =>
        await (await _server.AskAsync(review, path)).ResponseAsync();

    private static JsonNode Pod(string file)
    {
        var manifest = Repository.Documents(file).Single();
        if ((string?)manifest["kind"] == "Pod")
            return manifest;
        var template = manifest["spec"]!["template"]!.DeepClone().AsObject();
        template["apiVersion"] = "v1";
        template["kind"] = "Pod";
        return template;
    }

    private static JsonObject Apply(JsonNode pod, JsonObject response)
    {
        var tree = pod.DeepClone().AsObject();
        JsonSerializer.Deserialize<JsonPatchDocument>(Encoding.UTF8.GetString(Convert.FromBase64String((string)response["patch"]!)))!.ApplyTo(tree);
        return tree;
    }

    private static string TwoContainers(string annotations) =>
        $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"two","annotations":{{{annotations}}}},"spec":{"containers":[{"name":"db","image":"db:1","command":["db"]},{"name":"web","image":"web:1","command":["web"]}]}}""";
}
