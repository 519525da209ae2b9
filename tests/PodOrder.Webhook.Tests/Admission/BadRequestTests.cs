using System.Net;
using System.Text;
using PodOrder.Webhook.Admission;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Admission;

public sealed class BadRequestTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public static TheoryData<string, string> Bodies => new()
    {
        { "", "The body is not strict JSON: The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true (line 1, byte 1)." },
        { "hello", "The body is not strict JSON: 'h' is an invalid start of a value (line 1, byte 1)." },
        { "{\"a\":\n1,}", "The body is not strict JSON: The JSON object contains a trailing comma at the end which is not supported in this mode. Change the reader options (line 2, byte 3)." },
        { "{} {}", "The body is not strict JSON: '{' is invalid after a single JSON value. Expected end of data (line 1, byte 4)." },
        { """{"kind":"AdmissionReview","kind":"Pod"}""", "The body is not strict JSON: Duplicate property 'kind' encountered during deserialization." },
        { """{"kind":"AdmissionReview","k\u0069nd":"Pod"}""", "The body is not strict JSON: Duplicate property 'kind' encountered during deserialization." },
        { """{"kind":"\ud83d"}""", """The body is not strict JSON: byte 9 begins a \u escape that is only half of a surrogate pair.""" },
        { "[1]", "The body is a JSON array, not an AdmissionReview." },
        { "null", "The body is a JSON null, not an AdmissionReview." },
        { "{}", "The body is an object without kind, not an AdmissionReview of admission.k8s.io/v1." },
        { """{"apiVersion":"v1","kind":"Pod"}""", "The body is a Pod, not an AdmissionReview of admission.k8s.io/v1." },
        { """{"apiVersion":"admission.k8s.io/v1beta1","kind":"AdmissionReview"}""", "This server speaks admission.k8s.io/v1, the AdmissionReview is admission.k8s.io/v1beta1: set admissionReviewVersions to [\"v1\"] in the webhook configuration." },
        { """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"}""", "The AdmissionReview has no request." },
        { """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":null}""", "The AdmissionReview has no request." },
        { """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":""}}""", "The AdmissionReview's request has no uid." },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_that_is_no_admission_review_is_told_so_in_one_sentence(string body, string sentence)
    {
        var answer = await _server.PostAsync(Encoding.UTF8.GetBytes(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(sentence, await answer.SentenceAsync());
        await _server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task A_body_that_is_not_UTF_8_is_rejected()
    {
        var answer = await _server.PostAsync([.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("The body is not valid UTF-8.", await answer.SentenceAsync());
        await _server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task JSON_that_nests_more_than_128_levels_is_rejected()
    {
        var answer = await _server.PostAsync(Encoding.UTF8.GetBytes(new string('[', 200_000) + new string(']', 200_000)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("The body is not strict JSON: The maximum configured depth of 128 has been exceeded. Cannot read next JSON array (line 1, byte 129).", await answer.SentenceAsync());
        await _server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task JSON_may_nest_deeper_than_any_Pod_does()
    {
        var nested = new string('[', 120) + new string(']', 120);
        var review = Review().ToJsonString().Replace("\"dryRun\":false", $"\"dryRun\":{nested}");

        Assert.True((bool?)(await (await _server.PostAsync(Encoding.UTF8.GetBytes(review))).ResponseAsync())["allowed"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_8_MiB_is_rejected_with_413(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mutate") { Content = new ByteArrayContent(new byte[8 << 20]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        var answer = await _server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("The body is longer than 7 MiB, more than any admission review of a Pod can be.", await answer.SentenceAsync());
        await _server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task A_body_of_very_many_values_is_rejected_with_413()
    {
        var answer = await _server.PostAsync(Encoding.UTF8.GetBytes("[" + string.Concat(Enumerable.Repeat("1,", 1_000_001)) + "1]"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("The body has more than a million values, more than any admission review of a Pod can have.", await answer.SentenceAsync());
        await _server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task A_body_of_7_MiB_is_read()
    {
        var review = Encoding.UTF8.GetBytes(Review().ToJsonString());
        var padded = new byte[7 << 20];
        padded.AsSpan().Fill((byte)' ');
        review.CopyTo(padded, 0);

        Assert.True((bool?)(await (await _server.PostAsync(padded)).ResponseAsync())["allowed"]);
        await _server.AssertGoesOnServingAsync();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/jsonp")]
    [InlineData("application/vnd.kubernetes.protobuf")]
    public async Task A_content_type_other_than_JSON_is_rejected_with_415(string type)
    {
        var answer = await _server.PostAsync("{}"u8.ToArray(), type: type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("The Content-Type has to be application/json.", await answer.SentenceAsync());
        await _server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task A_compressed_body_is_rejected_with_415()
    {
        using var content = new ByteArrayContent([0x1f, 0x8b]);
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        var answer = await _server.Client.PostAsync("/mutate", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("The body has to be sent without Content-Encoding.", await answer.SentenceAsync());
        await _server.AssertGoesOnServingAsync();
    }

    [Theory]
    [InlineData("GET", "/mutate", "POST")]
    [InlineData("PUT", "/mutate", "POST")]
    [InlineData("GET", "/validate", "POST")]
    [InlineData("POST", "/healthz", "GET, HEAD")]
    [InlineData("DELETE", "/readyz", "GET, HEAD")]
    public async Task A_wrong_method_is_rejected_with_405_and_the_right_one(string method, string path, string allowed)
    {
        var answer = await _server.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow));
        Assert.Equal($"{path} takes {allowed}.", await answer.SentenceAsync());
        await _server.AssertGoesOnServingAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/mutate/")]
    [InlineData("/Mutate")]
    public async Task An_unknown_path_is_told_the_known_ones(string path)
    {
        var answer = await _server.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("There is nothing here; this server has /mutate, /validate, /validate-workloads, /healthz and /readyz.", await answer.SentenceAsync());
    }

    [Fact]
    public void Large_bodies_leave_memory_for_those_of_the_usual_size()
    {
        var budget = new BodyBudget(limit: 1 << 20, reserve: 1 << 18);
        budget.Take(1 << 19);

        Assert.Throws<RejectedRequestException>(() => budget.Take(1 << 19));
        budget.Take(16 << 10);
        Assert.Equal((1 << 19) + (16 << 10), budget.Held);
    }

    [Fact]
    public async Task A_review_for_which_no_memory_is_left_is_turned_away_with_503()
    {
        for (var taken = 0; taken < AdmissionLimits.MaxBytesInFlight; taken += 64 << 10)
            _server.Budget.Take(64 << 10);
        var answer = await _server.AskAsync(Review());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("The admission reviews being read fill the memory set aside for them; ask again in a moment.", await answer.SentenceAsync());
        _server.Budget.GiveBack((int)AdmissionLimits.MaxBytesInFlight);
        await _server.AssertGoesOnServingAsync();
    }
}
