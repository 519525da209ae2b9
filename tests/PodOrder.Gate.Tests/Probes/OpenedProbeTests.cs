using System.Diagnostics;

namespace PodOrder.Gate.Tests.Probes;

/// <summary>`gate probe --opened`: the startup probe of a container that waits. kubelet neither kills nor routes to it meanwhile.</summary>
public sealed class OpenedProbeTests
{
    private static string OpenedNow => SharedDirectory.Ago(TimeSpan.Zero);

    private static void Wait(SharedDirectory shared, TimeSpan age) =>
        shared.Record("web", "waiting", SharedDirectory.Ago(age) + " db: ready (tcp 5432 refused), migrate: succeeded");

    [Fact]
    public async Task It_blocks_until_the_gate_has_opened()
    {
        using SharedDirectory shared = new("web");
        Wait(shared, TimeSpan.FromSeconds(1));
        await using var probe = GateProcess.Start(shared, "probe", "--self=web", "--opened", "--limit=5m");
        await Eventually.True(() => ProcessTable.State(probe.Id) == 'S', "a probe that blocks");
        Assert.True(probe.IsRunning);
        shared.Record("web", "opened", OpenedNow);
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
    }

    [Fact]
    public async Task It_blocks_though_nothing_is_recorded_yet()
    {
        using SharedDirectory shared = new("db", "web");
        await using var probe = GateProcess.Start(shared, "probe", "--self=web", "--opened", "--limit=5m");
        await Eventually.True(() => ProcessTable.State(probe.Id) == 'S', "a probe that blocks");
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. App.Does("pause")]);
        await gate.Error.Line("waiting");
        Assert.True(probe.IsRunning);
        shared.Record("db", "started");
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
    }

    [Fact]
    public async Task It_passes_only_when_the_opening_is_as_old_as_the_delay()
    {
        using SharedDirectory shared = new("web");
        var watch = Stopwatch.StartNew();
        shared.Record("web", "opened", OpenedNow);
        await using var probe = GateProcess.Start(shared, "probe", "--self=web", "--opened", "--delay=400ms");
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
        Assert.InRange(watch.ElapsedMilliseconds, 390, 3000);
        await using var again = GateProcess.Start(shared, "probe", "--self=web", "--opened", "--delay=400ms");
        Assert.Equal(ExitStatus.Exited(0), await again.Ended(TimeSpan.FromSeconds(2)));
    }

    [Theory]
    [InlineData(9, "10s")]
    [InlineData(39, "40s")]
    [InlineData(99, "1m40s")]
    [InlineData(159, "2m40s")]
    public async Task With_a_limit_it_gives_up_early_only_to_tell_why(double age, string told)
    {
        using SharedDirectory shared = new("web");
        Wait(shared, TimeSpan.FromSeconds(age));
        await using var probe = GateProcess.Start(shared, "probe", "--self=web", "--opened", "--limit=1m");
        Assert.Equal(ExitStatus.Exited(1), await probe.Ended(TimeSpan.FromSeconds(3)));
        Assert.Equal($"waiting for db: ready (tcp 5432 refused), migrate: succeeded, {told}\n", probe.Out.Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(41)]
    [InlineData(101)]
    public async Task Between_those_ages_it_says_nothing(int age)
    {
        using SharedDirectory shared = new("web");
        Wait(shared, TimeSpan.FromSeconds(age));
        await using var probe = GateProcess.Start(shared, "probe", "--self=web", "--opened", "--limit=1m");
        await Eventually.True(() => ProcessTable.State(probe.Id) == 'S', "a probe that blocks");
        shared.Record("web", "opened", OpenedNow);
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
        Assert.Empty(probe.Out.Text);
    }

    [Fact]
    public async Task Without_a_limit_it_never_gives_up_by_itself()
    {
        using SharedDirectory shared = new("web");
        Wait(shared, TimeSpan.FromSeconds(9.9));
        await using var probe = GateProcess.Start(shared, "probe", "--self=web", "--opened");
        // The age at which a limit would tell passes meanwhile.
        await Eventually.True(() => SharedDirectory.Now > long.Parse(shared.Read("web", "waiting")!.Split(' ')[1], null) + 10_300, "an age of 10.3 s");
        Assert.True(probe.IsRunning);
        shared.Record("web", "opened", OpenedNow);
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task After_the_opening_it_runs_the_containers_own_exec_probe_once(int code)
    {
        using SharedDirectory shared = new("web");
        var log = Path.Combine(shared.Root, "log");
        shared.Record("web", "opened", OpenedNow);
        await using var probe = GateProcess.Start(
            shared, ["probe", "--self=web", "--opened", "--check-timeout=5s", .. App.Does("append", log, "probed", "say", "out", "exit", $"{code}")]);
        Assert.Equal(ExitStatus.Exited(code), await probe.Ended());
        Assert.Equal("probed\n", File.ReadAllText(log));
        Assert.Equal("out\n", probe.Out.Text);
    }

    [Fact]
    public async Task Before_the_opening_the_containers_own_probe_is_not_run()
    {
        using SharedDirectory shared = new("web");
        Wait(shared, TimeSpan.FromSeconds(9));
        await using var probe = GateProcess.Start(shared, ["probe", "--self=web", "--opened", "--limit=1m", .. App.Does("say", "never")]);
        Assert.Equal(ExitStatus.Exited(1), await probe.Ended());
        Assert.DoesNotContain("never", probe.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_opening_it_makes_the_containers_own_tcp_check_once()
    {
        using SharedDirectory shared = new("web");
        shared.Record("web", "opened", OpenedNow);
        using Checks.TcpDependency port = new();
        await using (var refused = GateProcess.Start(shared, "probe", "--self=web", "--opened", $"--check=tcp:{port.Port}", "--check-timeout=1s"))
        {
            Assert.NotEqual(0, (await refused.Ended()).AsReported);
            Assert.Contains("refused", refused.Out.Text, StringComparison.Ordinal);
        }

        port.Listen();
        await using var open = GateProcess.Start(shared, "probe", "--self=web", "--opened", $"--check=tcp:{port.Port}", "--check-timeout=1s");
        Assert.Equal(ExitStatus.Exited(0), await open.Ended());
    }

    [Fact]
    public async Task After_the_opening_it_makes_the_containers_own_http_check_with_its_headers()
    {
        using SharedDirectory shared = new("web");
        shared.Record("web", "opened", OpenedNow);
        await using var server = await Checks.HttpServer.Start(Checks.HttpServer.Status(200));
        await using var probe = GateProcess.Start(
            shared, "probe", "--self=web", "--opened", $"--check=http:{server.Port}/startup", "--header=X-A: b", "--check-timeout=2s");
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
        Assert.Equal("b", server.Requests.Single().Headers["X-A"]);
    }

    [Fact]
    public async Task The_containers_own_check_has_its_own_timeout_inside()
    {
        using SharedDirectory shared = new("web");
        shared.Record("web", "opened", OpenedNow);
        using var port = Checks.TcpDependency.Listening();
        await using var probe = GateProcess.Start(shared, "probe", "--self=web", "--opened", $"--check=http:{port.Port}/", "--check-timeout=200ms");
        Assert.NotEqual(0, (await probe.Ended(TimeSpan.FromSeconds(3))).AsReported);
        Assert.Contains("timed out", probe.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_opening_of_an_earlier_epoch_is_none()
    {
        using SharedDirectory shared = new("web");
        shared.Record("web", "opened", "1", SharedDirectory.OldEpoch);
        Wait(shared, TimeSpan.FromSeconds(9));
        await using var probe = GateProcess.Start(shared, "probe", "--self=web", "--opened", "--limit=1m");
        Assert.Equal(ExitStatus.Exited(1), await probe.Ended());
    }

    [Fact]
    public async Task A_restart_of_the_container_closes_the_gate_again()
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("web", "opened", OpenedNow);
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. App.Does("pause")]);
        await gate.Error.Line("waiting");
        await using var probe = GateProcess.Start(shared, "probe", "--self=web", "--opened", "--limit=1m");
        await Eventually.True(() => ProcessTable.State(probe.Id) == 'S', "a probe that blocks");
        Assert.True(probe.IsRunning);
        shared.Record("db", "started");
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
    }

    [Fact]
    public async Task No_news_of_the_opening_reaches_the_containers_own_probe()
    {
        for (var run = 0; run < 20; run++)
        {
            using SharedDirectory shared = new("web");
            await using var probe = GateProcess.Start(shared, ["probe", "--self=web", "--opened", .. App.Does("exit", "0")]);
            await Eventually.True(() => ProcessTable.State(probe.Id) == 'S', "a probe that blocks");
            shared.Record("web", "opened", OpenedNow);
            // News upon news while the probe lets go of its watch.
            for (var i = 0; probe.IsRunning && i < 2000; i++)
                shared.Record("web", "noise");
            Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
        }
    }

    [Fact]
    public async Task With_record_it_blocks_first_and_records_then()
    {
        using SharedDirectory shared = new("web");
        await using var probe = GateProcess.Start(
            shared, ["probe", "--self=web", "--opened", "--record", "--ttl=-", "--successes=1", "--failures=1", .. App.Does("exit", "0")]);
        await Eventually.True(() => ProcessTable.State(probe.Id) == 'S', "a probe that blocks");
        Assert.False(shared.Has("web", "ready"));
        shared.Record("web", "opened", OpenedNow);
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
        Assert.Equal("-", await shared.Recorded("web", "ready"));
    }
}
