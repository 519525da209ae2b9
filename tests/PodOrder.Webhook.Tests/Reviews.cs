using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PodOrder.Webhook.Tests;

/// <summary>Admission reviews as the API server sends them, and what is read out of the answers.</summary>
internal static class Reviews
{
    public const string PlainPod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"web","image":"web:1"}]}}""";

    public static JsonObject Review(string pod = PlainPod) => new()
    {
        ["kind"] = "AdmissionReview",
        ["apiVersion"] = "admission.k8s.io/v1",
        ["request"] = new JsonObject
        {
            ["uid"] = "705ab4f5-6393-11e8-b7cc-42010a800002",
            ["kind"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["kind"] = "Pod" },
            ["resource"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["resource"] = "pods" },
            ["name"] = "web",
            ["namespace"] = "shop",
            ["operation"] = "CREATE",
            ["userInfo"] = new JsonObject { ["username"] = "system:serviceaccount:kube-system:replicaset-controller" },
            ["object"] = JsonNode.Parse(pod),
            ["oldObject"] = null,
            ["dryRun"] = false,
            ["options"] = new JsonObject { ["kind"] = "CreateOptions", ["apiVersion"] = "meta.k8s.io/v1" },
        },
    };

    public static Task<HttpResponseMessage> AskAsync(this RunningServer server, JsonNode review, string path = "/mutate?timeout=10s") =>
        server.PostAsync(Encoding.UTF8.GetBytes(review.ToJsonString()), path);

    public static Task<HttpResponseMessage> PostAsync(this RunningServer server, byte[] body, string path = "/mutate?timeout=10s", string type = "application/json") =>
        server.Client.PostAsync(path, new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } });

    /// <summary>The response of an answer that has to be a good one.</summary>
    public static async Task<JsonObject> ResponseAsync(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var review = JsonNode.Parse(text)!.AsObject();
        Assert.Equal("admission.k8s.io/v1", (string?)review["apiVersion"]);
        Assert.Equal("AdmissionReview", (string?)review["kind"]);
        return review["response"]!.AsObject();
    }

    /// <summary>The sentence of an answer that has to be a plain one.</summary>
    public static async Task<string> SentenceAsync(this HttpResponseMessage answer)
    {
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.False(answer.Headers.Contains("Retry-After"), "Retry-After makes the API server ask again");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.EndsWith("\n", text);
        return text.TrimEnd('\n');
    }

    /// <summary>Asks the question that every test of a bad request ends with.</summary>
    public static async Task AssertGoesOnServingAsync(this RunningServer server)
    {
        var response = await (await server.AskAsync(Review())).ResponseAsync();
        Assert.True((bool?)response["allowed"]);
        Assert.Equal(0, server.Budget.Held);
    }
}
