using PodOrder.Hints;

namespace PodOrder.Tests.Hints;

public sealed class NearestTests
{
    [Theory]
    [InlineData("bd", "db")]
    [InlineData("redy", "ready")]
    [InlineData("READY", "ready")]
    [InlineData("wbe", "web")]
    [InlineData("my-pipline", "my-pipeline")]
    public void The_nearest_word_is_proposed(string word, string nearest) =>
        Assert.Equal(nearest, Nearest.To(word, ["db", "web", "ready", "my-pipeline"]));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("postgresql")]
    public void A_word_like_none_gets_no_proposal(string word) => Assert.Null(Nearest.To(word, ["db", "web", "ready"]));

    [Fact]
    public void Words_without_candidates_or_beyond_any_names_length_get_none()
    {
        Assert.Null(Nearest.To("db", []));
        Assert.Null(Nearest.To(new string('a', 100_000), [new string('a', 100_000)]));
    }
}
