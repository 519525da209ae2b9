using PodOrder.Webhook.Admission;

namespace PodOrder.Webhook.Tests.Admission;

public sealed class WarningLimitsTests
{
    [Fact]
    public void Warnings_of_the_usual_length_are_left_as_they_are()
    {
        IReadOnlyList<string> warnings = ["a", new('b', 256)];

        Assert.Same(warnings, WarningLimits.Fit(warnings));
    }

    [Fact]
    public void A_long_one_is_cut_to_256_characters_never_within_one()
    {
        Assert.Equal(new string('a', 255) + "…", Assert.Single(WarningLimits.Fit([new('a', 300)])));
        Assert.Equal(new string('a', 254) + "…", Assert.Single(WarningLimits.Fit([new string('a', 254) + "\U0001F600" + new string('b', 9)])));
    }

    [Fact]
    public void Of_too_many_the_first_are_sent_and_the_rest_are_counted()
    {
        var fitting = WarningLimits.Fit([.. Enumerable.Range(0, 100).Select(i => $"{i:000} " + new string('x', 100))]);

        Assert.StartsWith("000 ", fitting[0]);
        Assert.Equal($"PodOrder has {100 - (fitting.Count - 1)} more warnings about this Pod", fitting[^1]);
        Assert.InRange(fitting.Sum(it => it.Length), 1800, 2048);
    }
}
