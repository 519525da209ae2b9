using System.Diagnostics;
using System.Globalization;

namespace PodOrder.Gate.Tests.Checks;

public sealed class TcpCheckTests
{
    [Fact]
    public async Task It_opens_as_soon_as_the_port_listens_and_says_until_then_that_it_refuses()
    {
        using SharedDirectory shared = new("db", "migrate", "web");
        using TcpDependency db = new();
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:ready", $"--check=tcp:{db.Port}", "--after=migrate:succeeded", .. App.Does("exit", "0")]);
        await Eventually.True(
            () => shared.Read("web", "waiting")?.EndsWith($" db: ready (tcp {db.Port} refused), migrate: succeeded", StringComparison.Ordinal) == true,
            "the reason in the waiting record");
        shared.Record("migrate", "ended", "0");
        await Eventually.True(
            () => shared.Read("web", "waiting")?.EndsWith($" db: ready (tcp {db.Port} refused)", StringComparison.Ordinal) == true, "one reason less");
        var watch = Stopwatch.StartNew();
        db.Listen();
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2500);
    }

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.2")]
    [InlineData("::1", "::1")]
    [InlineData("127.0.0.2", "127.0.0.2\n127.0.0.3")]
    public async Task It_connects_to_the_Pods_first_address(string listening, string addresses)
    {
        using SharedDirectory shared = new("db", "web");
        File.WriteAllText(Path.Combine(shared.Root, "pod-ips"), addresses + "\n");
        using var db = TcpDependency.Listening(listening);
        await Waiter.Opens(shared, $"tcp:{db.Port}");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.3")]
    public async Task It_does_not_connect_to_any_other(string listening)
    {
        using SharedDirectory shared = new("db", "web");
        File.WriteAllText(Path.Combine(shared.Root, "pod-ips"), "127.0.0.2\n127.0.0.3\n");
        using var db = TcpDependency.Listening(listening);
        await Waiter.Waits(shared, $"tcp:{db.Port}", string.Create(CultureInfo.InvariantCulture, $"tcp {db.Port} refused"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("127.0.0.2")]
    public async Task With_loopback_it_tries_both_loopback_addresses_too(string listening)
    {
        using SharedDirectory shared = new("db", "web");
        File.WriteAllText(Path.Combine(shared.Root, "pod-ips"), "127.0.0.2\n");
        using var db = TcpDependency.Listening(listening);
        await Waiter.Opens(shared, $"tcp:{db.Port}", "--loopback");
    }

    [Fact]
    public async Task A_delay_is_waited_out_before_the_first_try()
    {
        using SharedDirectory shared = new("db", "web");
        using var db = TcpDependency.Listening();
        var watch = Stopwatch.StartNew();
        await Waiter.Opens(shared, $"tcp:{db.Port}", "--delay=300ms");
        Assert.InRange(watch.ElapsedMilliseconds, 300, 3000);
    }

    [Fact]
    public async Task Several_successes_are_a_period_apart()
    {
        using SharedDirectory shared = new("db", "web");
        using var db = TcpDependency.Listening();
        await using var gate = Waiter.Start(shared, $"tcp:{db.Port}", "--successes=3", "--period=500ms");
        List<long> times = [];
        for (var i = 0; i < 3; i++)
        {
            (await db.Accept()).Dispose();
            times.Add(Stopwatch.GetTimestamp());
        }

        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
        Assert.InRange(Stopwatch.GetElapsedTime(times[0], times[2]).TotalMilliseconds, 700, 5000);
    }

    [Fact]
    public async Task A_dependency_that_never_listens_holds_the_wait_to_its_timeout()
    {
        using SharedDirectory shared = new("db", "web");
        using TcpDependency db = new();
        await Waiter.Waits(shared, $"tcp:{db.Port}", $"db: ready (tcp {db.Port} refused)");
    }
}
