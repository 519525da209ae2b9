namespace PodOrder.Gate.Tests.Probes;

/// <summary>`gate probe --parked`: the exec probes of a container that may park pass while it is parked.</summary>
public sealed class ParkedProbeTests
{
    private static string[] Probe(params string[] words) => ["probe", "--self=migrate", "--parked", .. App.Does(words)];

    [Fact]
    public async Task While_the_container_runs_it_is_the_containers_own_probe()
    {
        using SharedDirectory shared = new("migrate");
        await using var gate = GateProcess.Start(shared, ["run", "--self=migrate", "--record=ended", "--park", .. App.Does("pause")]);
        await Eventually.True(() => ProcessTable.Children(gate.Id).Length == 1, "the application");
        await using var probe = GateProcess.Start(shared, Probe("say", "out", "exit", "5"));
        Assert.Equal(ExitStatus.Exited(5), await probe.Ended());
        Assert.Equal("out\n", probe.Out.Text);
    }

    [Fact]
    public async Task While_it_is_parked_it_passes_without_running_anything()
    {
        using SharedDirectory shared = new("migrate");
        await using var gate = GateProcess.Start(shared, ["run", "--self=migrate", "--record=ended", "--park", .. App.Does("exit", "0")]);
        await shared.Recorded("migrate", "parked");
        await using var probe = GateProcess.Start(shared, Probe("say", "never", "exit", "5"));
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
        Assert.Empty(probe.Out.Text);
    }

    [Fact]
    public async Task While_it_is_parked_it_goes_on_recording_that_the_container_is_ready()
    {
        using SharedDirectory shared = new("migrate");
        await using var gate = GateProcess.Start(shared, ["run", "--self=migrate", "--record=ended", "--park", .. App.Does("exit", "0")]);
        await shared.Recorded("migrate", "parked");
        await using var probe = GateProcess.Start(
            shared, ["probe", "--self=migrate", "--parked", "--record", "--ttl=-", "--successes=1", "--failures=1", .. App.Does("exit", "5")]);
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
        Assert.Equal("-", await shared.Recorded("migrate", "ready"));
    }

    [Fact]
    public async Task A_startup_probe_does_not_block_on_a_wrapper_that_parks_at_once()
    {
        using SharedDirectory shared = new("db", "migrate");
        shared.Record("migrate", "ended", "0");
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=migrate", "--after=db:ready", "--record=ended", "--park", .. App.Does("say", "never")]);
        await shared.Recorded("migrate", "parked");
        await using var probe = GateProcess.Start(shared, "probe", "--self=migrate", "--opened");
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
    }

    [Fact]
    public async Task Recorded_and_parked_may_stand_together()
    {
        using SharedDirectory shared = new("migrate");
        await using var probe = GateProcess.Start(
            shared, ["probe", "--self=migrate", "--parked", "--record", "--ttl=-", "--successes=1", "--failures=1", .. App.Does("exit", "0")]);
        Assert.Equal(ExitStatus.Exited(0), await probe.Ended());
        Assert.Equal("-", await shared.Recorded("migrate", "ready"));
    }
}
