using System.Globalization;

namespace PodOrder.Gate.Tests.Forwarding;

public sealed class OrphanTests
{
    private static string[] Supervise => ["run", "--self=web", "--record=ended"];

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Ten_thousand_short_lived_orphans_leave_no_zombie_as_PID_1()
    {
        Requires.Root();
        using SharedDirectory shared = new("web");
        await using var container = await Container.Start(
            shared, "web", [.. Supervise, .. App.DoesInside("orphans", "10000", "say", "done", "on", "15", "7", "pause")]);
        await container.Process.Out.Line("done");
        await Eventually.True(() => ProcessTable.Children(container.InitId).Length == 1, "no child but the application");
        container.Signal(Signals.Term);
        Assert.Equal(ExitStatus.Exited(7), await container.Ended());
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task In_a_shared_process_namespace_orphans_come_to_the_gate_too()
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared, [.. Supervise, .. App.Does("orphan", "orphans", "10000", "say", "done", "pause")]);
        var orphan = int.Parse(await gate.Out.Line(_ => true), CultureInfo.InvariantCulture);
        await gate.Out.Line("done");
        Assert.Equal($"{gate.Id}", ProcessTable.Status(orphan, "PPid"));
        await Eventually.True(() => ProcessTable.Children(gate.Id).Length == 2, "no child but the application and the orphan that stays");
        _ = Libc.kill(orphan, Signals.Kill);
        await Eventually.True(() => ProcessTable.State(orphan) is null, "the orphan reaped");
        Assert.True(gate.IsRunning);
    }

    [Fact]
    public async Task The_applications_end_is_the_end_whatever_orphans_live()
    {
        Requires.Root();
        using SharedDirectory shared = new("web");
        await using var container = await Container.Start(shared, "web", [.. Supervise, .. App.DoesInside("orphan", "exit", "8")]);
        Assert.Equal(ExitStatus.Exited(8), await container.Ended());
        Assert.Equal("8", await shared.Recorded("web", "ended"));
    }

    [Fact]
    public async Task An_orphans_exit_code_is_not_taken_for_the_applications()
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared, [.. Supervise, .. App.Does("orphans", "50", "exit", "8")]);
        Assert.Equal(ExitStatus.Exited(8), await gate.Ended());
    }
}
