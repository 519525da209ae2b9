namespace PodOrder.Gate.Tests.Ends;

public sealed class EndByOrderTests
{
    [Theory]
    [InlineData("pause", 143)]
    [InlineData("on 15 0 say up pause", 0)]
    [InlineData("on 15 9 say up pause", 9)]
    public async Task After_a_forwarded_SIGTERM_the_end_releases_nobody(string words, int code)
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=db", "--record=started", "--record=ended", .. App.Does(["say", "up", .. words.Split(' ')])]);
        await gate.Out.Line("up");
        if (code != 143)
            await Eventually.True(() => gate.Out.Lines.Length == 2, "its handler");
        gate.Signal(Signals.Term);
        Assert.Equal(code, (await gate.Ended()).AsReported);
        Assert.Equal($"{code}", await shared.Recorded("db", "stopped"));
        Assert.False(shared.Has("db", "ended"));
        await using var waiter = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:completed", .. App.Does("say", "never")]);
        Assert.Equal("waits", await waiter.Verdict());
    }

    [Fact]
    public async Task A_container_with_a_stop_signal_of_its_own_is_ended_by_that_order()
    {
        using SharedDirectory shared = new("db");
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=db", "--record=ended", "--stop-signal=SIGUSR1", .. App.Does("on", "10", "0", "say", "up", "pause")]);
        await gate.Out.Line("up");
        gate.Signal(Signals.Usr1);
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
        Assert.Equal("0", await shared.Recorded("db", "stopped"));
        Assert.False(shared.Has("db", "ended"));
    }

    [Fact]
    public async Task A_signal_that_is_no_stop_signal_leaves_the_end_a_result()
    {
        using SharedDirectory shared = new("db");
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=db", "--record=ended", .. App.Does("on", "10", "0", "say", "up", "pause")]);
        await gate.Out.Line("up");
        gate.Signal(Signals.Usr1);
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
        Assert.Equal("0", await shared.Recorded("db", "ended"));
        Assert.False(shared.Has("db", "stopped"));
    }

    [Fact]
    public async Task A_run_after_an_end_by_order_is_a_run_like_the_first()
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        shared.Record("db", "stopped", "143");
        await using var gate = GateProcess.Start(shared, ["run", "--self=db", "--record=started", "--record=ended", .. App.Does("exit", "0")]);
        await gate.Ended();
        Assert.False(shared.Has("db", "stopped"));
        await using var waiter = GateProcess.Start(shared, ["run", "--self=web", "--after=db:succeeded", "--timeout=5s", .. App.Does("exit", "0")]);
        Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
    }
}
