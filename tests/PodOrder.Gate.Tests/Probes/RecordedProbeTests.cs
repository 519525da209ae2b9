using System.Globalization;

namespace PodOrder.Gate.Tests.Probes;

/// <summary>`gate probe --record`: an exec probe whose result others read.</summary>
public sealed class RecordedProbeTests
{
    private static async Task<ExitStatus> Probe(SharedDirectory shared, int code, params string[] flags)
    {
        await using var probe = GateProcess.Start(shared, ["probe", "--self=db", "--record", .. flags, .. App.Does("exit", $"{code}")]);
        return await probe.Ended();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(77)]
    public async Task It_ends_as_the_probe_does_and_says_what_the_probe_says(int code)
    {
        using SharedDirectory shared = new("db");
        await using var probe = GateProcess.Start(
            shared, ["probe", "--self=db", "--record", "--ttl=-", "--successes=1", "--failures=1", .. App.Does("say", "I am fine", "exit", $"{code}")]);
        Assert.Equal(ExitStatus.Exited(code), await probe.Ended());
        Assert.Equal("I am fine\n", probe.Out.Text);
        Assert.Equal(code == 0, shared.Has("db", "ready"));
    }

    [Fact]
    public async Task Ready_is_recorded_after_so_many_passes_in_a_row()
    {
        using SharedDirectory shared = new("db");
        string[] flags = ["--ttl=-", "--successes=3", "--failures=2"];
        await Probe(shared, 0, flags);
        await Probe(shared, 0, flags);
        await Probe(shared, 1, flags);
        await Probe(shared, 0, flags);
        await Probe(shared, 0, flags);
        Assert.False(shared.Has("db", "ready"));
        await Probe(shared, 0, flags);
        Assert.Equal("-", await shared.Recorded("db", "ready"));
    }

    [Fact]
    public async Task It_is_taken_back_after_so_many_failures_in_a_row()
    {
        using SharedDirectory shared = new("db");
        string[] flags = ["--ttl=-", "--successes=1", "--failures=2"];
        await Probe(shared, 0, flags);
        await Probe(shared, 1, flags);
        await Probe(shared, 0, flags);
        await Probe(shared, 1, flags);
        Assert.True(shared.Has("db", "ready"));
        await Probe(shared, 1, flags);
        Assert.False(shared.Has("db", "ready"));
    }

    [Fact]
    public async Task A_record_expires_so_that_a_container_nobody_probes_is_not_ready()
    {
        using SharedDirectory shared = new("db", "web");
        var before = SharedDirectory.Now;
        await Probe(shared, 0, "--ttl=31s", "--successes=1", "--failures=3");
        var expires = long.Parse(await shared.Recorded("db", "ready"), CultureInfo.InvariantCulture);
        Assert.InRange(expires, before + 31_000, SharedDirectory.Now + 31_000);
        shared.Record("db", "ready", SharedDirectory.Ago(TimeSpan.FromMilliseconds(1)));
        await using var late = GateProcess.Start(shared, ["run", "--self=web", "--after=db:ready", .. App.Does("exit", "0")]);
        Assert.Equal("waits", await late.Verdict());
    }

    [Fact]
    public async Task A_waiter_wakes_with_the_record()
    {
        using SharedDirectory shared = new("db", "web");
        await using var waiter = GateProcess.Start(shared, ["run", "--self=web", "--after=db:ready", .. App.Does("exit", "0")]);
        await waiter.Error.Line("waiting for db: ready");
        await Probe(shared, 0, "--ttl=1m", "--successes=1", "--failures=3");
        Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
    }

    [Fact]
    public async Task A_probe_that_hangs_fails_at_its_timeout_and_leaves_no_process()
    {
        using SharedDirectory shared = new("db");
        shared.Record("db", "ready", "-");
        await using var probe = GateProcess.Start(
            shared,
            ["probe", "--self=db", "--record", "--ttl=-", "--successes=1", "--failures=1", "--check-timeout=200ms", "--", "/bin/sh", "-c", "sleep 98765 & echo $!; wait"]);
        var sleeper = int.Parse(await probe.Out.Line(_ => true), CultureInfo.InvariantCulture);
        Assert.NotEqual(ExitStatus.Exited(0), await probe.Ended());
        Assert.False(shared.Has("db", "ready"));
        await Eventually.True(() => ProcessTable.State(sleeper) is null or 'Z', "the end of what the probe had started");
    }

    [Fact]
    public async Task A_probe_that_cannot_be_executed_fails()
    {
        using SharedDirectory shared = new("db");
        await using var probe = GateProcess.Start(
            shared, "probe", "--self=db", "--record", "--ttl=-", "--successes=1", "--failures=1", "--", "/no/such/program");
        Assert.NotEqual(0, (await probe.Ended()).AsReported);
        Assert.False(shared.Has("db", "ready"));
        Assert.Contains("/no/such/program", probe.Out.Text + probe.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_of_an_earlier_run_of_the_container_do_not_count()
    {
        using SharedDirectory shared = new("db");
        string[] flags = ["--ttl=-", "--successes=2", "--failures=2"];
        await Probe(shared, 0, flags);
        await using (var wrapper = GateProcess.Start(shared, ["run", "--self=db", "--record=started", "--record=ended", .. App.Does("exit", "1")]))
            await wrapper.Ended();
        await Probe(shared, 0, flags);
        Assert.False(shared.Has("db", "ready"));
    }

    [Fact]
    public async Task The_readiness_of_an_earlier_run_is_void_when_the_container_runs_again()
    {
        using SharedDirectory shared = new("db");
        await Probe(shared, 0, "--ttl=1m", "--successes=1", "--failures=3");
        await using var wrapper = GateProcess.Start(shared, ["run", "--self=db", "--record=started", "--record=ended", .. App.Does("pause")]);
        await shared.Recorded("db", "started");
        Assert.False(shared.Has("db", "ready"));
    }
}
