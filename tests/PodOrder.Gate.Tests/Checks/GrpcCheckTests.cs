namespace PodOrder.Gate.Tests.Checks;

public sealed class GrpcCheckTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("/orders.v1.Orders", "orders.v1.Orders")]
    public async Task A_service_that_serves_passes(string path, string service)
    {
        using SharedDirectory shared = new("db", "web");
        await using var db = await GrpcHealth.Start(service, () => GrpcHealth.Serving);
        await Waiter.Opens(shared, $"grpc:{db.Port}{path}");
        Assert.StartsWith("kube-probe/", db.Requests.First().Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_opens_when_the_service_begins_to_serve()
    {
        using SharedDirectory shared = new("db", "web");
        var status = GrpcHealth.NotServing;
        await using var db = await GrpcHealth.Start("", () => status);
        await using var gate = Waiter.Start(shared, $"grpc:{db.Port}");
        await Eventually.True(() => db.Requests.Count >= 2, "two tries");
        Assert.True(gate.IsRunning);
        status = GrpcHealth.Serving;
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
    }

    [Fact]
    public async Task A_service_that_is_unknown_fails()
    {
        using SharedDirectory shared = new("db", "web");
        await using var db = await GrpcHealth.Start("other", () => GrpcHealth.Serving);
        await Waiter.Waits(shared, $"grpc:{db.Port}/orders", $"grpc {db.Port}");
    }

    [Fact]
    public async Task A_server_without_HTTP_2_fails()
    {
        using SharedDirectory shared = new("db", "web");
        await using var db = await HttpServer.Start(HttpServer.Status(200));
        await Waiter.Waits(shared, $"grpc:{db.Port}", $"grpc {db.Port}");
    }

    [Fact]
    public async Task A_server_that_does_not_speak_is_asked_again_after_the_checks_timeout()
    {
        using SharedDirectory shared = new("db", "web");
        using var db = TcpDependency.Listening();
        await using var gate = Waiter.Start(shared, $"grpc:{db.Port}", "--check-timeout=100ms", "--timeout=5s");
        using var first = await db.Accept();
        using var second = await db.Accept();
        Assert.True(gate.IsRunning);
    }
}
