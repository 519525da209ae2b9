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
