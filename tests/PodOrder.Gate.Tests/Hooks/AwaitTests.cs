namespace PodOrder.Gate.Tests.Hooks;

/// <summary>`gate await`: a postStart hook that holds back the next container, within a bound.</summary>
public sealed class AwaitTests
{
    [Fact]
    public async Task It_ends_with_0_when_all_hold()
    {
        using SharedDirectory shared = new("db");
        using Checks.TcpDependency db = new();
        await using var hook = GateProcess.Start(
            shared, "await", "--self=db", "--after=db:ready", $"--check=tcp:{db.Port}", "--timeout=30s");
        db.Listen();
        Assert.Equal(ExitStatus.Exited(0), await hook.Ended());
    }

    [Fact]
    public async Task It_ends_with_124_at_its_bound()
    {
        using SharedDirectory shared = new("db");
        await using var hook = GateProcess.Start(shared, "await", "--self=db", "--after=db:started", "--timeout=200ms");
        Assert.Equal(ExitStatus.Exited(124), await hook.Ended());
        Assert.Contains("db: started", hook.Error.Text + hook.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_with_121_when_the_wait_is_lost()
    {
        using SharedDirectory shared = new("a", "db");
        shared.Record("a", "ended", "1");
        await using var hook = GateProcess.Start(shared, "await", "--self=db", "--after=a:succeeded", "--restart-policy=Never", "--timeout=30s");
        Assert.Equal(ExitStatus.Exited(121), await hook.Ended());
    }

    [Fact]
    public async Task The_containers_own_exec_hook_runs_first()
    {
        using SharedDirectory shared = new("db");
        var log = Path.Combine(shared.Root, "log");
        await using var hook = GateProcess.Start(
            shared, "await", "--self=db", "--hook=exec:4", "--after=db:started", "--timeout=30s", "--", CPrograms.Probe, "append", log, "hook");
        await Eventually.True(() => File.Exists(log), "the own hook");
        Assert.True(hook.IsRunning);
        shared.Record("db", "started");
        Assert.Equal(ExitStatus.Exited(0), await hook.Ended());
        Assert.Equal("hook\n", File.ReadAllText(log));
    }

    [Fact]
    public async Task Where_the_own_hook_fails_it_fails_at_once()
    {
        using SharedDirectory shared = new("db");
        await using var hook = GateProcess.Start(
            shared, "await", "--self=db", "--hook=exec:3", "--after=db:started", "--timeout=30s", "--", CPrograms.Probe, "exit", "6");
        Assert.NotEqual(0, (await hook.Ended(TimeSpan.FromSeconds(5))).AsReported);
    }

    [Fact]
    public async Task The_containers_own_http_hook_runs_first()
    {
        using SharedDirectory shared = new("db");
        await using var server = await Checks.HttpServer.Start(Checks.HttpServer.Status(200));
        await using var hook = GateProcess.Start(
            shared, "await", "--self=db", $"--hook=http:{server.Port}/own", "--header=X-Own: 1", "--after=db:started", "--timeout=30s");
        await Eventually.True(() => !server.Requests.IsEmpty, "the own hook");
        Assert.Equal("1", server.Requests.Single().Headers["X-Own"]);
        shared.Record("db", "started");
        Assert.Equal(ExitStatus.Exited(0), await hook.Ended());
    }

    [Fact]
    public async Task It_runs_the_containers_exec_probe_itself()
    {
        using SharedDirectory shared = new("db");
        var flag = Path.Combine(shared.Root, "flag");
        await using var hook = GateProcess.Start(
            shared, "await", "--self=db", "--hook=exec:3", "--after=db:ready", "--check=exec:3", "--check-timeout=1s", "--timeout=30s",
            "--", CPrograms.Probe, "exit", "0", "/bin/sh", "-c", $"test -e {flag}");
        await Eventually.True(() => ProcessTable.State(hook.Id) == 'S', "a hook that waits");
        Assert.True(hook.IsRunning);
        File.Create(flag).Dispose();
        Assert.Equal(ExitStatus.Exited(0), await hook.Ended());
    }

    [Fact]
    public async Task A_hook_that_awaits_its_own_containers_end_is_lingered_for()
    {
        using SharedDirectory shared = new("build");
        await using var build = GateProcess.Start(
            shared, ["run", "--self=build", "--restart-policy=Never", "--record=ended", "--linger=20s", .. App.Does("exit", "3")]);
        await using var hook = GateProcess.Start(shared, "await", "--self=build", "--after=build:completed", "--restart-policy=Never", "--timeout=30s");
        Assert.Equal(ExitStatus.Exited(0), await hook.Ended());
        Assert.Equal(ExitStatus.Exited(3), await build.Ended(TimeSpan.FromSeconds(5)));
        Assert.Equal("", await shared.Recorded("build", "seen"));
        Assert.Equal("", await shared.Recorded("build", "awaiting"));
    }

    [Fact]
    public async Task A_wrapper_lingers_only_until_it_is_clear_that_no_hook_comes()
    {
        using SharedDirectory shared = new("build");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await using var build = GateProcess.Start(shared, ["run", "--self=build", "--record=ended", "--linger=300ms", .. App.Does("exit", "3")]);
        Assert.Equal(ExitStatus.Exited(3), await build.Ended(TimeSpan.FromSeconds(5)));
        Assert.InRange(watch.ElapsedMilliseconds, 290, 5000);
    }

    [Fact]
    public async Task A_wrapper_that_lingers_stays_for_a_hook_that_has_shown_up_beyond_that()
    {
        using SharedDirectory shared = new("build");
        await using var build = GateProcess.Start(
            shared, ["run", "--self=build", "--record=ended", "--linger=200ms", .. App.Does("exit", "3")]);
        using var hook = shared.Hold("build", "awaiting");
        await shared.Recorded("build", "ended");
        var ended = SharedDirectory.Now;
        await Eventually.True(() => SharedDirectory.Now > ended + 700, "more than three times as long");
        Assert.True(build.IsRunning);
        shared.Record("build", "seen");
        Assert.Equal(ExitStatus.Exited(3), await build.Ended());
    }

    [Fact]
    public async Task A_wrapper_that_lingers_does_not_stay_for_a_hook_that_was_killed()
    {
        using SharedDirectory shared = new("build");
        await using var build = GateProcess.Start(
            shared, ["run", "--self=build", "--restart-policy=Never", "--record=ended", "--linger=20s", .. App.Does("cat", "exit", "3")]);
        await using (var hook = GateProcess.Start(shared, "await", "--self=build", "--after=build:succeeded", "--after=build:completed", "--timeout=1m"))
        {
            await shared.Recorded("build", "awaiting");
            hook.Signal(Signals.Kill);
            await hook.Ended();
        }

        Assert.Equal(ExitStatus.Exited(3), await build.Ended(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_wrapper_that_lingers_and_is_to_park_does_not_park_after_an_order_to_end()
    {
        using SharedDirectory shared = new("build");
        await using var build = GateProcess.Start(shared, ["run", "--self=build", "--record=ended", "--park", "--linger=1m", .. App.Does("exit", "0")]);
        await shared.Recorded("build", "ended");
        build.Signal(Signals.Term);
        Assert.Equal(ExitStatus.Exited(0), await build.Ended(TimeSpan.FromSeconds(3)));
        Assert.False(shared.Has("build", "parked"));
    }

    [Fact]
    public async Task A_wrapper_that_has_lingered_parks_whatever_news_its_watch_had_still_to_tell()
    {
        for (var run = 0; run < 20; run++)
        {
            using SharedDirectory shared = new("build");
            await using var build = GateProcess.Start(shared, ["run", "--self=build", "--record=ended", "--park", "--linger=1m", .. App.Does("exit", "0")]);
            await shared.Recorded("build", "ended");
            shared.Record("build", "seen");
            for (var i = 0; !shared.Has("build", "parked") && build.IsRunning && i < 2000; i++)
                shared.Record("build", "noise");
            await shared.Recorded("build", "parked");
            build.Signal(Signals.Term);
            Assert.Equal(ExitStatus.Exited(0), await build.Ended());
        }
    }

    [Fact]
    public async Task A_wrapper_that_lingers_ends_by_order_at_once_with_the_true_code()
    {
        using SharedDirectory shared = new("build");
        await using var build = GateProcess.Start(shared, ["run", "--self=build", "--record=ended", "--linger=1m", .. App.Does("exit", "3")]);
        await shared.Recorded("build", "ended");
        build.Signal(Signals.Term);
        Assert.Equal(ExitStatus.Exited(3), await build.Ended(TimeSpan.FromSeconds(3)));
        Assert.Equal("3", await shared.Recorded("build", "ended"));
    }
}
