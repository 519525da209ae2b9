using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using PodOrder.Webhook.Admission;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Admission;

/// <summary>Whatever a body holds, it is decided on or rejected with a sentence; nothing else ever comes out.</summary>
public sealed class MutatedReviewTests
{
    public static TheoryData<string> Examples => [.. Repository.Files("examples")];

    private static readonly byte[][] _reviews = [.. Repository.Files("examples").Select(file => Encoding.UTF8.GetBytes(ReviewOf(file).ToJsonString()))];

    private static readonly string[] _values =
        ["null", "true", "0", "-1", "1e400", "18446744073709551616", "\"\"", "\"db\"", "\"\\u0000\"", "[]", "[null]", "[[]]", "{}", "{\"name\":\"db\"}", "{\"name\":1}", "\"-> ->\"", "\"{\""];

    [Fact]
    public void Bytes_that_are_changed_lead_to_a_verdict_or_a_sentence()
    {
        var changes = Gen.Select(Gen.Int[0, _reviews.Length - 1], Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Byte).Array[1, 4]);
        changes.Sample((review, edits) =>
        {
            var body = (byte[])_reviews[review].Clone();
            foreach (var (at, value) in edits)
                body[at % body.Length] = value;
            Decide(body);
        });
    }

    [Theory, MemberData(nameof(Examples))]
    public void A_value_of_any_kind_in_any_place_leads_to_a_verdict_or_a_sentence(string file)
    {
        var review = ReviewOf(file);
        foreach (var (parent, name, index) in Places(review["request"]!["object"]!).ToList())
        {
            var original = name is null ? parent[index] : parent[name];
            foreach (var value in _values)
            {
                Put(parent, name, index, JsonNode.Parse(value));
                Decide(Encoding.UTF8.GetBytes(review.ToJsonString()));
            }
            Put(parent, name, index, original);
        }
    }

    private static void Decide(byte[] body)
    {
        try
        {
            using var review = StrictJson.Parse(body);
            var request = AdmissionRequest.Read(review.RootElement);
            var verdict = PodAdmission.Mutate(request, RunningServer.Settings.Injection);
            Assert.NotEmpty(verdict.Outcome);
            Assert.NotEmpty(PodAdmission.Validate(request).Outcome);
            ReviewWriter.Write(new System.Buffers.ArrayBufferWriter<byte>(), request.Uid, verdict);
        }
        catch (RejectedRequestException e)
        {
            Assert.EndsWith(".", e.Message);
        }
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Places(member.Value).Prepend((map, member.Key, 0))),
        JsonArray list => list.SelectMany((item, i) => Places(item).Prepend((list, null, i))),
        _ => [],
    };

    private static void Put(JsonNode parent, string? name, int index, JsonNode? value)
    {
        if (name is null)
            parent[index] = value;
        else
            parent[name] = value;
    }

    private static JsonNode ReviewOf(string file)
    {
        var manifest = Repository.Documents(file).Single();
        return Review(((string?)manifest["kind"] == "Pod" ? manifest : manifest["spec"]!["template"]!).ToJsonString());
    }
}
