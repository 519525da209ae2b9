using System.Net.Sockets;
using System.Text;

namespace PodOrder.Gate.Tests.Checks;

public sealed class HttpCheckTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(304)]
    [InlineData(399)]
    public async Task A_status_from_200_to_399_passes(int status)
    {
        using SharedDirectory shared = new("db", "web");
        await using var db = await HttpServer.Start(HttpServer.Status(status));
        await Waiter.Opens(shared, $"http:{db.Port}/healthz");
        Assert.Equal("/healthz", db.Requests.First().Path);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Any_other_fails_and_is_told(int status)
    {
        using SharedDirectory shared = new("db", "web");
        await using var db = await HttpServer.Start(HttpServer.Status(status));
        await Waiter.Waits(shared, $"http:{db.Port}/", $"{status}");
    }

    [Fact]
    public async Task It_opens_when_the_status_turns()
    {
        using SharedDirectory shared = new("db", "web");
        var status = 503;
        await using var db = await HttpServer.Start(context => HttpServer.Status(status)(context));
        await using var gate = Waiter.Start(shared, $"http:{db.Port}/");
        await Eventually.True(() => shared.Read("web", "waiting")?.Contains("503", StringComparison.Ordinal) == true, "503 in the record");
        status = 200;
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
    }

    [Fact]
    public async Task It_asks_as_kubelet_does_with_the_probes_own_headers()
    {
        using SharedDirectory shared = new("db", "web");
        await using var db = await HttpServer.Start(HttpServer.Status(200));
        await Waiter.Opens(shared, $"http:{db.Port}/a/b?c=d%20e&f", "--header=X-Token: a: b", "--header=Host: db.example", "--header=Accept: text/plain");
        var (path, headers) = db.Requests.First();
        Assert.Equal("/a/b?c=d%20e&f", path);
        Assert.Equal("a: b", headers["X-Token"]);
        Assert.Equal("db.example", headers["Host"]);
        Assert.Equal("text/plain", headers["Accept"]);
        Assert.StartsWith("kube-probe/", headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("close", headers["Connection"]);
    }

    [Fact]
    public async Task Without_headers_of_its_own_it_names_the_address_as_host()
    {
        using SharedDirectory shared = new("db", "web");
        await using var db = await HttpServer.Start(HttpServer.Status(200));
        await Waiter.Opens(shared, $"http:{db.Port}/");
        Assert.Equal($"127.0.0.1:{db.Port}", db.Requests.First().Headers["Host"]);
        Assert.Equal("*/*", db.Requests.First().Headers["Accept"]);
    }

    [Fact]
    public async Task A_server_on_IPv6_is_asked_by_its_bracketed_address()
    {
        using SharedDirectory shared = new("db", "web");
        File.WriteAllText(Path.Combine(shared.Root, "pod-ips"), "::1\n");
        await using var db = await HttpServer.Start(HttpServer.Status(200), "::1");
        await Waiter.Opens(shared, $"http:{db.Port}/");
        Assert.Equal($"[::1]:{db.Port}", db.Requests.First().Headers["Host"]);
    }

    [Fact]
    public async Task A_redirect_on_the_same_host_is_followed()
    {
        using SharedDirectory shared = new("db", "web");
        await using var db = await HttpServer.Start(context =>
        {
            if (context.Request.Path == "/here")
                context.Response.Redirect("/there");
            else
                context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        await Waiter.Waits(shared, $"http:{db.Port}/here", "500");
    }

    [Fact]
    public async Task A_redirect_to_another_host_passes_without_being_followed()
    {
        using SharedDirectory shared = new("db", "web");
        await using var db = await HttpServer.Start(context =>
        {
            context.Response.Redirect("http://no.such.host.example/");
            return Task.CompletedTask;
        });
        await Waiter.Opens(shared, $"http:{db.Port}/");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_asked_again_after_the_checks_timeout()
    {
        using SharedDirectory shared = new("db", "web");
        using var db = TcpDependency.Listening();
        await using var gate = Waiter.Start(shared, $"http:{db.Port}/", "--check-timeout=100ms");
        using var first = await db.Accept();
        using var second = await db.Accept();
        Assert.True(shared.Read("web", "waiting")?.Contains("timed out", StringComparison.Ordinal), shared.Read("web", "waiting"));
    }

    [Fact]
    public async Task A_server_that_answers_drop_by_drop_has_no_more_time_than_one_that_does_not_answer()
    {
        using SharedDirectory shared = new("db", "web");
        using var db = TcpDependency.Listening();
        await using var gate = Waiter.Start(shared, $"http:{db.Port}/", "--check-timeout=200ms");
        using var first = await db.Accept();
        var second = db.Accept();
        while (!second.IsCompleted)
        {
            await Task.WhenAny(second, Task.Delay(20));
            if (!second.IsCompleted)
                await first.SendAsync("H"u8.ToArray()).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        (await second).Dispose();
        Assert.True(shared.Read("web", "waiting")?.Contains("timed out", StringComparison.Ordinal), shared.Read("web", "waiting"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nbody to the end")]
    [InlineData("HTTP/1.1 200\r\n\r\n")]
    [InlineData("HTTP/1.1 200 Very Fine\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    public async Task Every_way_of_saying_200_passes(string answer)
    {
        using SharedDirectory shared = new("db", "web");
        using var db = TcpDependency.Listening();
        await using var gate = Waiter.Start(shared, $"http:{db.Port}/");
        using var connection = await db.Accept();
        foreach (var piece in answer.Chunk(7))
            await Answer(connection, new string(piece));
        connection.Shutdown(SocketShutdown.Send);
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 twohundred OK\r\n\r\n")]
    [InlineData("HTTP/1.1 ")]
    public async Task What_is_no_answer_in_HTTP_fails(string answer)
    {
        using SharedDirectory shared = new("db", "web");
        using var db = TcpDependency.Listening();
        await using var gate = Waiter.Start(shared, $"http:{db.Port}/");
        using (var connection = await db.Accept())
            await Answer(connection, answer);
        using var next = await db.Accept();
        Assert.True(gate.IsRunning);
    }

    private static async Task Answer(Socket connection, string text) => await connection.SendAsync(Encoding.ASCII.GetBytes(text));
}
