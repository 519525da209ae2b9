namespace PodOrder.Gate.Tests.Waiting;

/// <summary>Dependencies that run more than once, with the gate on both sides.</summary>
public sealed class RestartTests
{
    private static GateProcess Dependency(SharedDirectory shared, params string[] words) =>
        GateProcess.Start(shared, ["run", "--self=db", "--record=started", "--record=ended", .. App.Does(words)]);

    [Fact]
    public async Task A_dependency_that_crashed_once_and_listens_now_is_ready()
    {
        using SharedDirectory shared = new("db", "web");
        using Checks.TcpDependency port = new();
        await using (var first = Dependency(shared, "exit", "1"))
            await first.Ended();
        await using var waiter = Checks.Waiter.Start(shared, $"tcp:{port.Port}");
        await waiter.Error.Line("waiting for db: ready");
        await using var second = Dependency(shared, "pause");
        await shared.Recorded("db", "started");
        port.Listen();
        Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
    }

    [Fact]
    public async Task A_waiter_for_success_goes_on_waiting_through_failures_under_OnFailure()
    {
        using SharedDirectory shared = new("db", "web");
        await using var waiter = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:succeeded", "--restart-policy=OnFailure", .. App.Does("exit", "0")]);
        for (var failure = 1; failure < 4; failure++)
        {
            await using var failing = Dependency(shared, "exit", $"{failure}");
            await failing.Ended();
            Assert.True(waiter.IsRunning);
        }

        await using var succeeding = Dependency(shared, "exit", "0");
        Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
    }

    [Fact]
    public async Task A_success_under_OnFailure_is_not_run_again_though_its_wrapper_was_killed_before_it_ended()
    {
        using SharedDirectory shared = new("db");
        shared.Record("db", "started");
        shared.Record("db", "ended", "0");
        await using var again = GateProcess.Start(
            shared, ["run", "--self=db", "--restart-policy=OnFailure", "--record=started", "--record=ended", .. App.Does("say", "never", "exit", "1")]);
        Assert.Equal(ExitStatus.Exited(0), await again.Ended());
        Assert.Empty(again.Out.Text);
        Assert.Equal("0", await shared.Recorded("db", "ended"));
        Assert.Equal("", await shared.Recorded("db", "started"));
    }

    [Fact]
    public async Task The_readiness_of_the_run_before_is_void_before_the_next_one_can_be_taken_for_alive()
    {
        using SharedDirectory shared = new("db");
        shared.Record("db", "ready", "-");
        using var alive = shared.HoldAlive("db");
        await using var next = GateProcess.Start(shared, ["run", "--self=db", "--record=started", "--record=ended", .. App.Does("exit", "0")]);
        await Eventually.True(() => !shared.Has("db", "ready"), "the record void while the lock is somebody else's");
        Assert.True(next.IsRunning);
    }

    [Fact]
    public async Task A_dependency_that_has_ended_is_not_ready_any_more_though_its_wrapper_lingers()
    {
        using SharedDirectory shared = new("db", "web");
        var launch = shared.Launch(["run", "--self=db", "--record=started", "--record=ended", "--linger=20s", .. App.Does("cat", "exit", "1")]);
        await using var dependency = GateProcess.Start(launch with { Input = true });
        await shared.Recorded("db", "started");
        shared.Record("db", "ready", "-");
        dependency.CloseInput();
        await shared.Recorded("db", "ended");
        await using var waiter = GateProcess.Start(shared, ["run", "--self=web", "--after=db:ready", .. App.Does("exit", "0")]);
        Assert.Equal("waits", await waiter.Verdict());
    }

    [Fact]
    public async Task A_waiter_that_runs_again_does_not_wait_for_what_was_done()
    {
        using SharedDirectory shared = new("db", "web");
        await using (var done = Dependency(shared, "exit", "0"))
            await done.Ended();
        for (var run = 0; run < 3; run++)
        {
            await using var waiter = GateProcess.Start(
                shared, ["run", "--self=web", "--after=db:succeeded", "--restart-policy=OnFailure", "--timeout=5s", .. App.Does("exit", "1")]);
            Assert.Equal(ExitStatus.Exited(1), await waiter.Ended());
        }
    }

    [Fact]
    public async Task A_waiter_that_runs_again_waits_again_for_what_is_not_true_now()
    {
        using SharedDirectory shared = new("db", "web");
        var port = Checks.TcpDependency.Listening();
        var number = port.Port;
        using (port)
            await Checks.Waiter.Opens(shared, $"tcp:{number}");
        await Checks.Waiter.Waits(shared, $"tcp:{number}", "refused");
    }
}
