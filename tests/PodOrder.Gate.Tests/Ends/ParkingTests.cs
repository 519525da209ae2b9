namespace PodOrder.Gate.Tests.Ends;

public sealed class ParkingTests
{
    private static string[] Migrate(params string[] words) =>
        ["run", "--self=migrate", "--restart-policy=Always", "--record=started", "--record=ended", "--park", .. App.Does(words)];

    [Fact]
    public async Task After_exit_0_it_parks_and_its_waiters_start()
    {
        using SharedDirectory shared = new("migrate", "web");
        await using var gate = GateProcess.Start(shared, Migrate("exit", "0"));
        await shared.Recorded("migrate", "parked");
        Assert.Equal("0", await shared.Recorded("migrate", "ended"));
        await using var waiter = GateProcess.Start(shared, ["run", "--self=web", "--after=migrate:succeeded", .. App.Does("exit", "7")]);
        Assert.Equal(ExitStatus.Exited(7), await waiter.Ended());
        Assert.True(gate.IsRunning);
    }

    [Fact]
    public async Task It_parks_on_0_only()
    {
        using SharedDirectory shared = new("migrate");
        await using var gate = GateProcess.Start(shared, Migrate("exit", "1"));
        Assert.Equal(ExitStatus.Exited(1), await gate.Ended());
        Assert.False(shared.Has("migrate", "parked"));
    }

    [Fact]
    public async Task A_parked_wrapper_ends_at_once_by_order_and_keeps_its_success()
    {
        using SharedDirectory shared = new("migrate");
        await using var gate = GateProcess.Start(shared, Migrate("exit", "0"));
        await shared.Recorded("migrate", "parked");
        gate.Signal(Signals.Term);
        var status = await gate.Ended(TimeSpan.FromSeconds(2));
        Assert.True(status.AsReported is 0 or 143, status.ToString());
        Assert.Equal("0", await shared.Recorded("migrate", "ended"));
    }

    [Fact]
    public async Task A_wrapper_that_finds_its_own_success_parks_without_running_again()
    {
        using SharedDirectory shared = new("migrate", "web");
        var log = Path.Combine(shared.Root, "log");
        await using (var first = GateProcess.Start(shared, Migrate("append", log, "run")))
        {
            await shared.Recorded("migrate", "parked");
            first.Signal(Signals.Kill);
            await first.Ended();
        }

        await using var second = GateProcess.Start(shared, Migrate("append", log, "run"));
        await Eventually.True(() => ProcessTable.State(second.Id) is 'S' && shared.Has("migrate", "parked"), "parked again");
        await using var waiter = GateProcess.Start(
            shared, ["run", "--self=web", "--after=migrate:succeeded", "--timeout=5s", .. App.Does("exit", "7")]);
        Assert.Equal(ExitStatus.Exited(7), await waiter.Ended());
        Assert.Equal("run\n", File.ReadAllText(log));
        Assert.True(second.IsRunning);
    }

    [Fact]
    public async Task A_waiter_for_started_is_not_lost_on_a_wrapper_that_has_parked_again()
    {
        using SharedDirectory shared = new("migrate", "web");
        shared.Record("migrate", "started");
        shared.Record("migrate", "ended", "0");
        await using var again = GateProcess.Start(shared, Migrate("say", "never"));
        await shared.Recorded("migrate", "parked");
        await using var waiter = GateProcess.Start(
            shared, ["run", "--self=web", "--after=migrate:started", "--timeout=2s", .. App.Does("exit", "7")]);
        Assert.Equal(ExitStatus.Exited(7), await waiter.Ended());
    }

    [Fact]
    public async Task An_error_of_the_gates_own_takes_nothing_from_a_success()
    {
        using SharedDirectory shared = new("migrate");
        shared.Record("migrate", "ended", "0");
        using var alive = shared.HoldAlive("migrate");
        await using var gate = GateProcess.Start(shared, Migrate("say", "never"));
        Assert.Equal(ExitStatus.Exited(125), await gate.Ended());
        Assert.Equal("0", await shared.Recorded("migrate", "ended"));
    }

    [Fact]
    public async Task While_parked_it_reaps_orphans_and_uses_no_processor()
    {
        using SharedDirectory shared = new("migrate");
        await using var gate = GateProcess.Start(shared, Migrate("orphan", "exit", "0"));
        await shared.Recorded("migrate", "parked");
        var orphan = int.Parse(await gate.Out.Line(_ => true), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal($"{gate.Id}", ProcessTable.Status(orphan, "PPid"));
        _ = Libc.kill(orphan, Signals.Kill);
        await Eventually.True(() => ProcessTable.State(orphan) is null, "the orphan reaped");
        Assert.True(gate.IsRunning);
    }

    [Fact]
    public async Task Parked_after_an_end_by_order_is_never()
    {
        using SharedDirectory shared = new("migrate");
        await using var gate = GateProcess.Start(shared, Migrate("on", "15", "0", "say", "up", "pause"));
        await gate.Out.Line("up");
        gate.Signal(Signals.Term);
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
        Assert.False(shared.Has("migrate", "parked"));
        Assert.False(shared.Has("migrate", "ended"));
        Assert.Equal("0", await shared.Recorded("migrate", "stopped"));
    }
}
