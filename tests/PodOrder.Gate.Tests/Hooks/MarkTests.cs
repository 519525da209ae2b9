namespace PodOrder.Gate.Tests.Hooks;

/// <summary>`gate mark`: an instant postStart hook of a container whose command is unknown.</summary>
public sealed class MarkTests
{
    [Fact]
    public async Task It_records_started_and_ends()
    {
        using SharedDirectory shared = new("db", "web");
        await using var waiter = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. App.Does("exit", "0")]);
        await waiter.Error.Line("waiting");
        await using var mark = GateProcess.Start(shared, "mark", "--self=db", "started");
        Assert.Equal(ExitStatus.Exited(0), await mark.Ended());
        Assert.Equal("", await shared.Recorded("db", "started"));
        Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task It_records_first_and_ends_as_the_own_hook_does(int code)
    {
        using SharedDirectory shared = new("db");
        await using var mark = GateProcess.Start(
            shared, "mark", "--self=db", "--hook=exec:3", "started", "--", CPrograms.Probe, "exit", $"{code}");
        Assert.Equal(code == 0, (await mark.Ended()).AsReported == 0);
        Assert.Equal("", await shared.Recorded("db", "started"));
    }

    [Fact]
    public async Task An_own_http_hook_is_asked()
    {
        using SharedDirectory shared = new("db");
        await using var server = await Checks.HttpServer.Start(Checks.HttpServer.Status(500));
        await using var mark = GateProcess.Start(shared, "mark", "--self=db", $"--hook=http:{server.Port}/own", "--header=X-Own: 1", "started");
        Assert.Equal(ExitStatus.Exited(0), await mark.Ended());
        Assert.Equal("/own", server.Requests.Single().Path);
    }
}
