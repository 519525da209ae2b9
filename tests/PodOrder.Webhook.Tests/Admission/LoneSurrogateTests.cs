using System.Text;
using System.Text.Json;
using CsCheck;
using PodOrder.Pods;

namespace PodOrder.Webhook.Tests.Admission;

public sealed class LoneSurrogateTests
{
    [Theory]
    [InlineData("""{"a":"\ud83d\ude00"}""", -1)]
    [InlineData("""{"a":"\uD83D\uDE00 \uD83D\uDE01"}""", -1)]
    [InlineData("""{"a":"\u003c\u003e\ud7ff\ue000"}""", -1)]
    [InlineData("""{"a":"\\ud83d"}""", -1)]
    [InlineData("""{"a":"\\\ud83d"}""", 8)]
    [InlineData("""{"a":"\ude00"}""", 6)]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", 6)]
    [InlineData("""{"a":"\ud83d \ude00"}""", 6)]
    [InlineData("""{"a":"\ud83d\\ude00"}""", 6)]
    [InlineData("""{"a":"\ud83d\ude00\ude00"}""", 18)]
    [InlineData("""\ud8""", -1)]
    public void The_first_half_pair_is_found(string json, int position) =>
        Assert.Equal(position, LoneSurrogate.Find(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void It_is_found_exactly_where_the_parser_would_fail_on_reading_the_string()
    {
        var pieces = Gen.OneOf("\\ud83d", "\\uDE00", "\\\\", "\\u0041", "x", "\\\"", "\\ud7ff", "\\uE000", "ud83d");
        pieces.Array[0, 8].Sample(parts =>
        {
            var json = Encoding.UTF8.GetBytes($"[\"{string.Concat(parts)}\"]");
            using var document = JsonDocument.Parse(json);
            var readable = true;
            try
            {
                _ = document.RootElement[0].GetString();
            }
            catch (InvalidOperationException)
            {
                readable = false;
            }
            Assert.Equal(readable, LoneSurrogate.Find(json) < 0);
        });
    }
}
