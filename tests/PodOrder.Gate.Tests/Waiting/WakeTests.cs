using System.Diagnostics;

namespace PodOrder.Gate.Tests.Waiting;

/// <summary>How a waiter learns of a sentinel: by the kernel's news of the directory, by looking again after the watch is set, and by looking every 250 ms.</summary>
public sealed class WakeTests
{
    [Fact]
    public async Task A_sentinel_written_at_any_moment_of_the_waiters_start_is_seen_at_once()
    {
        // The start takes about 2 ms: the record comes before, within and after it.
        for (var delay = 0.0; delay < 4; delay += 0.02)
        {
            // A sentinel lost between the look and the watch costs one look, 250 ms, each time; a busy machine does so now and then.
            var fastest = long.MaxValue;
            for (var tries = 0; tries < 5 && fastest > 150; tries++)
                fastest = Math.Min(fastest, await RecordDuringTheStart(delay));
            Assert.True(fastest <= 150, $"A sentinel written {delay} ms after the start was seen after {fastest} ms at best.");
        }
    }

    private static async Task<long> RecordDuringTheStart(double delay)
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. App.Does("exit", "0")]);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalMilliseconds < delay;)
            Thread.SpinWait(20);
        var recorded = Stopwatch.StartNew();
        shared.Record("db", "started");
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
        return recorded.ElapsedMilliseconds;
    }

    [Theory]
    [InlineData("watching")]
    [InlineData("watched")]
    [InlineData("sleeping")]
    public async Task A_sentinel_written_just_before_or_just_after_the_watch_is_set_is_not_slept_over(string moment)
    {
        using SharedDirectory shared = new("db", "web");
        var launch = shared.Launch(["run", "--self=web", "--after=db:started", .. App.Does("exit", "5")]);
        await using var gate = GateProcess.Start(launch.Halted());
        // Where the look after the watch has seen it there is nothing to wait for, and no sleep.
        foreach (var halt in moment == "sleeping" ? new[] { "watching", "watched", "sleeping" } : ["watching", "watched"])
        {
            await gate.Told.Line(halt);
            if (halt == moment)
                shared.Record("db", "started");
            gate.Signal(Signals.Usr1);
        }

        Assert.Equal(ExitStatus.Exited(5), await gate.Ended());
        // Otherwise the kernel's news, pending since before, has ended the first sleep at once.
        Assert.Equal(moment == "sleeping" ? "woken 1" : null, gate.Told.Lines.FirstOrDefault(line => line.StartsWith("woken", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_directory_that_appears_late_is_watched_all_the_same()
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. App.Does("exit", "5")]);
        await gate.Error.Line("waiting");
        shared.Add("db");
        shared.Record("db", "started");
        Assert.Equal(ExitStatus.Exited(5), await gate.Ended());
    }

    [Fact]
    public async Task A_waiter_that_was_stopped_sees_what_happened_meanwhile()
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. App.Does("exit", "5")]);
        await gate.Error.Line("waiting");
        gate.Signal(Signals.Stop);
        await Eventually.True(() => ProcessTable.State(gate.Id) == 'T', "a stopped waiter");
        shared.Record("db", "started");
        gate.Signal(Signals.Cont);
        Assert.Equal(ExitStatus.Exited(5), await gate.Ended());
    }

    [Fact]
    public async Task Where_the_kernel_tells_no_news_it_looks_again_and_again()
    {
        using SharedDirectory shared = new("db", "web");
        var folder = Directory.CreateDirectory(Path.Combine(shared.Root, "data")).FullName;
        var launch = shared.Launch(
            ["run", "--self=web", "--after=db:started", "--after=job:succeeded", "--after=files:ready", $"--check=file:{folder}/late", .. App.Does("exit", "5")]);
        await using var gate = GateProcess.Start(launch.Within("--no-news"));
        await gate.Error.Line("waiting for db: started, job: succeeded, files: ready");
        shared.Record("db", "started");
        shared.Add("job");
        shared.Record("job", "ended", "0");
        await File.WriteAllTextAsync(Path.Combine(folder, "late"), "");
        Assert.Equal(ExitStatus.Exited(5), await gate.Ended());
    }

    [Fact]
    public async Task Where_the_kernel_tells_no_news_a_startup_probe_and_a_lingering_wrapper_look_too()
    {
        using SharedDirectory shared = new("web");
        await using var probe = GateProcess.Start(shared.Launch("probe", "--self=web", "--opened").Within("--no-news"));
        await using var gate = GateProcess.Start(shared.Launch(["run", "--self=web", "--record=ended", "--linger=1m", .. App.Does("exit", "5")]).Within("--no-news"));
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
        shared.Record("web", "seen");
        Assert.Equal(ExitStatus.Exited(5), await gate.Ended());
    }

    [Fact]
    public async Task It_needs_no_inotify_instance()
    {
        Requires.Root();
        using SharedDirectory shared = new("db", "web");
        var launch = shared.Launch(["run", "--self=web", "--after=db:started", .. App.Does("exit", "5")])
            .Within("--user", "--write", "/proc/sys/user/max_inotify_instances", "0");
        await using var gate = GateProcess.Start(launch);
        await gate.Error.Line("waiting");
        var watch = Stopwatch.StartNew();
        shared.Record("db", "started");
        Assert.Equal(ExitStatus.Exited(5), await gate.Ended());
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
    }

    [Fact]
    public async Task A_wake_up_does_not_wait_for_the_next_look()
    {
        List<long> times = [];
        for (var run = 0; run < 5; run++)
        {
            using SharedDirectory shared = new("db", "web");
            await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. App.Does("exit", "0")]);
            await gate.Error.Line("waiting");
            var watch = Stopwatch.StartNew();
            shared.Record("db", "started");
            await gate.Ended();
            times.Add(watch.ElapsedMilliseconds);
        }

        Assert.InRange(times.Min(), 0, 60);
    }

    [Theory]
    [InlineData("executed")]
    [InlineData("supervised")]
    public async Task No_news_of_the_directories_reaches_the_application(string way)
    {
        for (var run = 0; run < 40; run++)
        {
            using SharedDirectory shared = new("db", "web");
            await using var gate = GateProcess.Start(
                shared,
                ["run", "--self=web", "--after=db:started", .. way == "supervised" ? new[] { "--record=ended" } : [], .. App.Does("report", "exit", "0")]);
            await gate.Error.Line("waiting");
            shared.Record("db", "started");
            // News upon news while the gate lets go of its watch: their signal would end the application.
            for (var i = 0; gate.IsRunning && i < 2000; i++)
                shared.Record("db", "ready", "-");
            Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
            Assert.Contains("SigPnd:\t0000000000000000", gate.Out.Lines);
            Assert.Contains("ShdPnd:\t0000000000000000", gate.Out.Lines);
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Every_30_seconds_it_says_again_for_what_it_waits()
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", "--timeout=33s", .. App.Does("say", "never")]);
        Assert.Equal(ExitStatus.Exited(124), await gate.Ended(TimeSpan.FromSeconds(50)));
        Assert.Equal(2, gate.Error.Lines.Count(line => line.StartsWith("podorder: waiting for db: started", StringComparison.Ordinal)));
    }
}
