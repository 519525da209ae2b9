using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Tests.Cluster;

public sealed class BackoffTests
{
    [Fact]
    public void Pauses_double_up_to_the_longest_and_begin_anew_when_all_is_well()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(0, backoff.Failures);
            foreach (var length in (int[])[1, 2, 4, 8, 10, 10, 10])
                Assert.InRange(backoff.Next().TotalSeconds, length / 2d, length);
            backoff.Reset();
        }
    }

    [Fact]
    public void Pauses_differ_so_that_replicas_do_not_march_in_step() =>
        Assert.True(Enumerable.Range(0, 20).Select(_ => Backoff.Usual().Next()).Distinct().Count() > 10);

    [Fact]
    public void A_thousand_failures_in_a_row_overflow_nothing()
    {
        var backoff = Backoff.Usual();
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(backoff.Next(), TimeSpan.Zero, TimeSpan.FromSeconds(10)));
    }
}
