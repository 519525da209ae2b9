using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PodOrder.Webhook.Admission;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Admission;

public sealed class ProtocolTests
{
    private const string Uid = "705ab4f5-6393-11e8-b7cc-42010a800002";

    [Fact]
    public async Task A_Pod_that_asks_for_nothing_is_allowed_and_nothing_else_is_said()
    {
        await using var server = await RunningServer.StartAsync();

        var response = await (await server.AskAsync(Review())).ResponseAsync();

        Assert.Equal($$"""{"uid":"{{Uid}}","allowed":true}""", response.ToJsonString());
    }

    [Fact]
    public async Task A_patch_comes_in_base64_with_its_type_and_its_warnings()
    {
        await using var server = await RunningServer.StartAsync(decide: _ => new Verdict("Injected")
        {
            Patch = """[{"op":"remove","path":"/spec"}]"""u8.ToArray(),
            Warnings = ["web starts all the same"],
            Plan = "db:ready -> web",
        });

        var response = await (await server.AskAsync(Review())).ResponseAsync();

        Assert.True((bool?)response["allowed"]);
        Assert.Equal("JSONPatch", (string?)response["patchType"]);
        Assert.Equal("""[{"op":"remove","path":"/spec"}]""", Encoding.UTF8.GetString(Convert.FromBase64String((string)response["patch"]!)));
        Assert.Equal("""["web starts all the same"]""", response["warnings"]!.ToJsonString());
        Assert.Equal("db:ready -> web", (string?)response["auditAnnotations"]!["plan"]);
    }

    [Fact]
    public async Task A_refusal_is_an_answer_of_200_that_denies_with_the_sentence_alone()
    {
        const string Sentence = "podorder.io/order: web and db wait for each other (web -> db -> web); take one of the two out";
        await using var server = await RunningServer.StartAsync(decide: _ => Verdict.Of(new RefusedException(RefusalReason.Cycle, Sentence)));

        var answer = await server.AskAsync(Review());
        var response = await answer.ResponseAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($$$"""{"uid":"{{{Uid}}}","allowed":false,"status":{"status":"Failure","code":400,"reason":"BadRequest","message":"{{{Sentence}}}"},"auditAnnotations":{"refused":"Cycle"}}""",
            response.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("OtherKind", "apps", "v1", "deployments", "", "CREATE")]
    [InlineData("OtherKind", "", "v1", "pods", "ephemeralcontainers", "UPDATE")]
    [InlineData("OtherKind", "", "v1", "pods", "eviction", "CREATE")]
    [InlineData("OtherKind", "example.com", "v1", "pods", "", "CREATE")]
    [InlineData("NoObject", "", "v1", "pods", "", "UPDATE")]
    [InlineData("OtherOperation", "", "v1", "pods", "", "DELETE")]
    [InlineData("OtherOperation", "", "v1", "pods", "", "CONNECT")]
    public async Task Whatever_is_not_the_creation_or_update_of_a_Pod_is_allowed_untouched(string outcome, string group, string version, string resource, string subresource, string operation)
    {
        Verdict? verdict = null;
        await using var server = await RunningServer.StartAsync(decide: it => verdict = PodAdmission.Mutate(it, RunningServer.Settings.Injection));
        var review = Review();
        review["request"]!["resource"] = new JsonObject { ["group"] = group, ["version"] = version, ["resource"] = resource };
        review["request"]!["subResource"] = subresource;
        review["request"]!["operation"] = operation;
        if (operation is "DELETE")
            review["request"]!["object"] = null;

        var response = await (await server.AskAsync(review)).ResponseAsync();

        Assert.Equal($$"""{"uid":"{{Uid}}","allowed":true}""", response.ToJsonString());
        Assert.Equal(outcome, verdict?.Outcome);
    }

    [Fact]
    public async Task A_dry_run_is_answered_as_the_real_one_would_be()
    {
        await using var server = await RunningServer.StartAsync();
        const string Pod = """{"metadata":{"annotations":{"podorder.io/order":"db:started -> web"}},"spec":{"containers":[{"name":"db","image":"db","command":["db"]},{"name":"web","image":"web","command":["web"]}]}}""";
        var dry = Review(Pod);
        dry["request"]!["dryRun"] = true;

        var real = await (await server.AskAsync(Review(Pod))).ResponseAsync();

        Assert.NotNull(real["patch"]);
        Assert.Equal(real.ToJsonString(), (await (await server.AskAsync(dry)).ResponseAsync()).ToJsonString());
    }

    /// <summary>Field for field what CreateV1AdmissionReview writes (apiserver, plugin/webhook/request), the encoder's newline included.</summary>
    [Fact]
    public async Task A_review_with_all_that_the_API_server_writes_is_understood()
    {
        await using var server = await RunningServer.StartAsync();
        const string Text = """
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"705ab4f5-6393-11e8-b7cc-42010a800002","kind":{"group":"","version":"v1","kind":"Pod"},
            "resource":{"group":"","version":"v1","resource":"pods"},"requestKind":{"group":"","version":"v1","kind":"Pod"},"requestResource":{"group":"","version":"v1","resource":"pods"},
            "namespace":"shop","operation":"CREATE","userInfo":{"username":"system:serviceaccount:kube-system:replicaset-controller","uid":"a","groups":["system:serviceaccounts"],"extra":{"authentication.kubernetes.io/credential-id":["JTI=b"]}},
            "object":{"kind":"Pod","apiVersion":"v1","metadata":{"generateName":"web-","namespace":"shop","creationTimestamp":null,"annotations":{"podorder.io/order":"db:started -> web"},"managedFields":[{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{".":{}}}}]},
            "spec":{"containers":[{"name":"db","image":"db","command":["db"],"resources":{}},{"name":"web","image":"web","command":["web"],"resources":{}}]},"status":{}},
            "oldObject":null,"dryRun":false,"options":{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1"}}}

            """;

        var response = await (await server.PostAsync(Encoding.UTF8.GetBytes(Text))).ResponseAsync();

        Assert.Equal(Uid, (string?)response["uid"]);
        Assert.NotNull(response["patch"]);
    }

    [Fact]
    public async Task A_creation_without_an_object_is_allowed_untouched()
    {
        await using var server = await RunningServer.StartAsync();
        var review = Review();
        review["request"]!["object"] = null;

        var response = await (await server.AskAsync(review)).ResponseAsync();

        Assert.Equal($$"""{"uid":"{{Uid}}","allowed":true}""", response.ToJsonString());
    }

    [Fact]
    public async Task A_uid_is_echoed_whatever_it_holds()
    {
        await using var server = await RunningServer.StartAsync();
        var review = Review();
        review["request"]!["uid"] = "a\"b\\c\u00e9\U0001F600<>";

        Assert.Equal("a\"b\\c\u00e9\U0001F600<>", (string?)(await (await server.AskAsync(review)).ResponseAsync())["uid"]);
    }

    [Fact]
    public async Task An_unexpected_failure_is_a_500_that_tells_nothing_and_the_next_request_is_served()
    {
        var failing = true;
        await using var server = await RunningServer.StartAsync(
            RunningServer.Settings with { LogLevel = Microsoft.Extensions.Logging.LogLevel.None },
            _ => failing ? throw new InvalidOperationException("a secret") : Verdict.NoObject);

        var answer = await server.AskAsync(Review());
        failing = false;

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("The server failed on this request; its log tells more.", await answer.SentenceAsync());
        await server.AssertGoesOnServingAsync();
    }

    [Theory]
    [InlineData(null, 10_000)]
    [InlineData("", 10_000)]
    [InlineData("2s", 2_000)]
    [InlineData("1m0s", 30_000)]
    [InlineData("1.5s", 10_000)]
    [InlineData("250ms", 250)]
    [InlineData("1000h", 30_000)]
    [InlineData("0s", 10_000)]
    [InlineData("-1s", 10_000)]
    [InlineData("5", 10_000)]
    [InlineData("s", 10_000)]
    [InlineData("1..2s", 10_000)]
    public void The_time_a_request_allows_is_read_from_its_query(string? value, int milliseconds) =>
        Assert.Equal(milliseconds, RequestTimeout.Of(value).TotalMilliseconds);
}
