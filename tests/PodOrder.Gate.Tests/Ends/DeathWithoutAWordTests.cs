namespace PodOrder.Gate.Tests.Ends;

/// <summary>DESIGN, section 3: no wait outlives its hope. What is killed cannot tell, so the lock on `alive` does.</summary>
public sealed class DeathWithoutAWordTests
{
    public static TheoryData<string> EveryCondition => ["started", "ready", "completed", "succeeded"];

    private static GateProcess Waiter(SharedDirectory shared, string condition, string policy) => GateProcess.Start(
        shared, ["run", "--self=web", $"--after=db:{condition}", $"--restart-policy={policy}", .. App.Does("say", "hello")]);

    private static GateProcess Dependency(SharedDirectory shared, params string[] words) => GateProcess.Start(
        shared, ["run", "--self=db", "--restart-policy=Never", "--record=started", "--record=ended", .. App.Does(words)]);

    [Theory]
    [InlineData("started")]
    [InlineData("ready")]
    public async Task Killed_before_it_becomes_the_application_its_waiters_are_lost_under_Never(string condition)
    {
        using SharedDirectory shared = new("base", "db", "web");
        await using var dependency = GateProcess.Start(
            shared, ["run", "--self=db", "--restart-policy=Never", "--after=base:started", "--record=started", .. App.Does("pause")]);
        await dependency.Error.Line("waiting");
        await using var waiter = Waiter(shared, condition, "Never");
        await waiter.Error.Line("waiting");
        dependency.Signal(Signals.Kill);
        Assert.Equal(ExitStatus.Exited(121), await waiter.Ended());
    }

    [Theory]
    [MemberData(nameof(EveryCondition))]
    public async Task Killed_while_it_waits_itself_before_any_record_its_waiters_are_lost_under_Never(string condition)
    {
        using SharedDirectory shared = new("base", "db", "web");
        await using var dependency = GateProcess.Start(
            shared, ["run", "--self=db", "--restart-policy=Never", "--after=base:started", "--record=started", "--record=ended", .. App.Does("pause")]);
        await dependency.Error.Line("waiting");
        await using var waiter = Waiter(shared, condition, "Never");
        await waiter.Error.Line("waiting");
        dependency.Signal(Signals.Kill);
        Assert.Equal(ExitStatus.Exited(121), await waiter.Ended());
        Assert.Contains("db", waiter.Error.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ready")]
    [InlineData("completed")]
    [InlineData("succeeded")]
    public async Task Killed_between_its_records_its_waiters_are_lost_under_Never(string condition)
    {
        using SharedDirectory shared = new("db", "web");
        await using var dependency = Dependency(shared, "pause");
        await shared.Recorded("db", "started");
        var application = await ProcessTable.ChildOf(dependency.Id);
        await using var waiter = Waiter(shared, condition, "Never");
        await waiter.Error.Line("waiting");
        dependency.Signal(Signals.Kill);
        Assert.Equal(ExitStatus.Exited(121), await waiter.Ended());
        _ = Libc.kill(application, Signals.Kill);
    }

    [Theory]
    [InlineData("OnFailure")]
    [InlineData("Always")]
    public async Task Killed_under_another_policy_its_waiters_wait_for_the_next_run(string policy)
    {
        using SharedDirectory shared = new("db", "web");
        await using var dependency = Dependency(shared, "pause");
        await shared.Recorded("db", "started");
        var application = await ProcessTable.ChildOf(dependency.Id);
        await using var waiter = Waiter(shared, "succeeded", policy);
        await waiter.Error.Line("waiting");
        dependency.Signal(Signals.Kill);
        await dependency.Ended();
        _ = Libc.kill(application, Signals.Kill);
        await using var again = Dependency(shared, "exit", "0");
        Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
        Assert.Equal("hello\n", waiter.Out.Text);
    }

    [Fact]
    public async Task Killed_after_its_end_was_recorded_the_record_stands()
    {
        using SharedDirectory shared = new("db", "web");
        await using var dependency = GateProcess.Start(
            shared, ["run", "--self=db", "--restart-policy=Never", "--record=started", "--record=ended", "--linger=1m", .. App.Does("exit", "0")]);
        await shared.Recorded("db", "ended");
        dependency.Signal(Signals.Kill);
        await dependency.Ended();
        await using var waiter = Waiter(shared, "succeeded", "Never");
        Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
    }

    [Fact]
    public async Task A_lock_that_lives_is_no_death()
    {
        using SharedDirectory shared = new("db", "web");
        using var alive = shared.HoldAlive("db");
        await using var waiter = Waiter(shared, "completed", "Never");
        Assert.Equal("waits", await waiter.Verdict());
    }

    [Fact]
    public async Task A_lock_of_an_earlier_epoch_is_no_death()
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "alive", epoch: SharedDirectory.OldEpoch);
        await using var waiter = Waiter(shared, "completed", "Never");
        Assert.Equal("waits", await waiter.Verdict());
    }

    [Fact]
    public async Task The_release_of_the_lock_is_seen_within_one_look()
    {
        List<long> times = [];
        for (var run = 0; run < 3; run++)
        {
            using SharedDirectory shared = new("db", "web");
            using var alive = shared.HoldAlive("db");
            await using var waiter = Waiter(shared, "completed", "Never");
            await waiter.Error.Line("waiting");
            var watch = System.Diagnostics.Stopwatch.StartNew();
            await alive.DisposeAsync();
            Assert.Equal(ExitStatus.Exited(121), await waiter.Ended());
            times.Add(watch.ElapsedMilliseconds);
        }

        Assert.InRange(times.Min(), 0, 350);
    }

    [Fact]
    public async Task A_dependency_that_is_executed_is_not_taken_for_dead()
    {
        using SharedDirectory shared = new("db", "web");
        await using var dependency = GateProcess.Start(shared, ["run", "--self=db", "--restart-policy=Never", "--record=started", .. App.Does("pause")]);
        await shared.Recorded("db", "started");
        await Eventually.True(() => ProcessTable.Status(dependency.Id, "Name") == "probe", "the application in the gate's place");
        await using var waiter = Waiter(shared, "started", "Never");
        Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
        await using var other = Waiter(shared, "ready", "Never");
        Assert.Equal("waits", await other.Verdict());
    }

    [Fact]
    public async Task Readers_of_the_lock_never_keep_a_wrapper_from_its_start()
    {
        using SharedDirectory shared = new("db", "a", "b", "c");
        var waiters = new[] { "a", "b", "c" }.Select(self => GateProcess.Start(
            shared, ["run", $"--self={self}", "--after=db:succeeded", .. App.Does("exit", "0")])).ToArray();
        foreach (var waiter in waiters)
            await waiter.Error.Line("waiting");
        for (var run = 0; run < 30; run++)
        {
            await using var dependency = Dependency(shared, "exit", "3");
            Assert.Equal(ExitStatus.Exited(3), await dependency.Ended());
        }

        foreach (var waiter in waiters)
        {
            Assert.True(waiter.IsRunning);
            await waiter.DisposeAsync();
        }
    }
}
