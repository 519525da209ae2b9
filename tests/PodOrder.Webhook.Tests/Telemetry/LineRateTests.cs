using Microsoft.Extensions.Logging;
using PodOrder.Webhook.Telemetry;
using PodOrder.Webhook.Tests.Registry;

namespace PodOrder.Webhook.Tests.Telemetry;

public sealed class LineRateTests
{
    private readonly HeldTime _time = new();

    [Fact]
    public void After_a_burst_so_many_lines_a_second_are_written_and_the_next_tells_how_many_were_not()
    {
        var rate = LineRate.Of(LogLevel.Warning, _time);

        Assert.Equal(100, Enumerable.Range(0, 1000).Count(_ => rate.Allows(out var _)));
        _time.Pass(TimeSpan.FromSeconds(1));
        Assert.True(rate.Allows(out var leftOut));
        Assert.Equal(900, leftOut);
        Assert.True(rate.Allows(out leftOut));
        Assert.Equal(0, leftOut);
        Assert.Equal(8, Enumerable.Range(0, 100).Count(_ => rate.Allows(out var _)));
    }

    [Fact]
    public void Reviews_have_room_for_500_a_second()
    {
        var rate = LineRate.Of(LogLevel.Information, _time);

        Assert.Equal(2000, Enumerable.Range(0, 5000).Count(_ => rate.Allows(out var _)));
        _time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(500, Enumerable.Range(0, 5000).Count(_ => rate.Allows(out var _)));
    }
}
