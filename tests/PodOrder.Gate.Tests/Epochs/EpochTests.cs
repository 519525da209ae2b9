namespace PodOrder.Gate.Tests.Epochs;

/// <summary>DESIGN, section 4, the last line: what survives when the Pod's sandbox is made again.</summary>
public sealed class EpochTests
{
    [Fact]
    public async Task Under_OnFailure_an_exit_0_survives()
    {
        using Installer installer = new();
        await installer.Install("db=OnFailure", "web=OnFailure");
        installer.Record("db", "started");
        installer.Record("db", "ended", "0");
        await installer.Install("db=OnFailure", "web=OnFailure");
        Assert.Equal("keep db", installer.EpochLines[1]);
        foreach (var condition in new[] { "succeeded", "completed", "started" })
        {
            await using var waiter = installer.Wait("db", condition, "OnFailure");
            Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
        }

        await using var lost = installer.Wait("db", "ready", "OnFailure");
        Assert.Equal(ExitStatus.Exited(121), await lost.Ended());
    }

    [Fact]
    public async Task Under_OnFailure_it_survives_every_further_sandbox()
    {
        using Installer installer = new();
        await installer.Install("db=OnFailure", "web");
        installer.Record("db", "ended", "0");
        for (var sandbox = 0; sandbox < 3; sandbox++)
            await installer.Install("db=OnFailure", "web");
        await using var waiter = installer.Wait("db", "succeeded", "OnFailure");
        Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
    }

    [Theory]
    [InlineData("ended", "1", "completed")]
    [InlineData("stopped", "143", "completed")]
    [InlineData("started", "", "started")]
    [InlineData("ready", "-", "ready")]
    public async Task Under_OnFailure_nothing_survives_of_a_container_that_runs_again(string record, string rest, string condition)
    {
        using Installer installer = new();
        await installer.Install("db=OnFailure", "web");
        installer.Record("db", record, rest);
        await installer.Install("db=OnFailure", "web");
        Assert.Single(installer.EpochLines);
        await using var waiter = installer.Wait("db", condition, "OnFailure");
        Assert.Equal("waits", await waiter.Verdict());
    }

    [Fact]
    public async Task Under_OnFailure_a_container_that_was_stopped_with_exit_0_is_gone()
    {
        using Installer installer = new();
        await installer.Install("db=OnFailure", "web");
        installer.Record("db", "started");
        installer.Record("db", "stopped", "0");
        for (var sandbox = 0; sandbox < 2; sandbox++)
        {
            await installer.Install("db=OnFailure", "web");
            Assert.Equal(["gone db"], installer.EpochLines[1..]);
        }

        foreach (var condition in new[] { "started", "ready", "completed", "succeeded" })
        {
            await using var waiter = installer.Wait("db", condition, "OnFailure");
            Assert.Equal(ExitStatus.Exited(121), await waiter.Ended());
        }
    }

    [Fact]
    public async Task Under_Never_an_exit_0_survives_too()
    {
        using Installer installer = new();
        await installer.Install("db=Never", "web");
        installer.Record("db", "started");
        installer.Record("db", "ended", "0");
        await installer.Install("db=Never", "web");
        Assert.Equal(["keep db"], installer.EpochLines[1..]);
        await using var waiter = installer.Wait("db", "succeeded", "Never");
        Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
    }

    [Theory]
    [InlineData("alive", "")]
    [InlineData("started", "")]
    [InlineData("ended", "3")]
    [InlineData("stopped", "0")]
    public async Task Under_Never_a_container_that_has_lived_and_not_succeeded_is_gone(string record, string rest)
    {
        using Installer installer = new();
        await installer.Install("db=Never", "web");
        installer.Record("db", record, rest);
        for (var sandbox = 0; sandbox < 2; sandbox++)
        {
            await installer.Install("db=Never", "web");
            Assert.Equal(["gone db"], installer.EpochLines[1..]);
        }

        await using var waiter = installer.Wait("db", "succeeded", "Never");
        Assert.Equal(ExitStatus.Exited(121), await waiter.Ended());
    }

    [Fact]
    public async Task Under_Never_a_container_that_has_not_lived_yet_is_waited_for()
    {
        using Installer installer = new();
        await installer.Install("db=Never", "web");
        await installer.Install("db=Never", "web");
        Assert.Single(installer.EpochLines);
        await using var waiter = installer.Wait("db", "started", "Never");
        Assert.Equal("waits", await waiter.Verdict());
    }

    [Theory]
    [InlineData("db=Always")]
    [InlineData("db")]
    public async Task Under_Always_all_sentinels_are_void(string db)
    {
        using Installer installer = new();
        await installer.Install(db, "web");
        var old = installer.Epoch;
        foreach (var (record, rest) in new[] { ("started", ""), ("ended", "0"), ("ready", "-"), ("opened", "1"), ("parked", "") })
            installer.Record("db", record, rest);
        await installer.Install(db, "web");
        Assert.NotEqual(old, Assert.Single(installer.EpochLines));
        foreach (var condition in new[] { "started", "ready", "completed", "succeeded" })
        {
            await using var waiter = installer.Wait("db", condition, "Always");
            Assert.Equal("waits", await waiter.Verdict());
        }
    }

    [Fact]
    public async Task Each_container_has_its_own_restart_policy()
    {
        using Installer installer = new();
        string[] containers = ["a=OnFailure", "b=Always", "c=Never", "d=OnFailure", "e=Never"];
        await installer.Install(containers);
        foreach (var container in new[] { "a", "b", "c", "d", "e" })
            installer.Record(container, "ended", container is "d" or "e" ? "1" : "0");
        await installer.Install(containers);
        Assert.Equal(["gone e", "keep a", "keep c"], installer.EpochLines[1..].Order());
    }

    [Fact]
    public async Task An_end_of_an_epoch_before_the_last_one_is_not_taken_for_one_of_the_last()
    {
        using Installer installer = new();
        await installer.Install("db=Always", "web");
        installer.Record("db", "ended", "0");
        await installer.Install("db=Always", "web");
        await installer.Install("db=OnFailure", "web");
        await installer.Install("db=OnFailure", "web");
        Assert.Single(installer.EpochLines);
    }

    [Fact]
    public async Task A_wrapper_of_the_new_epoch_does_not_park_on_a_success_of_the_old_one()
    {
        using SharedDirectory shared = new("migrate");
        shared.Record("migrate", "ended", "0", SharedDirectory.OldEpoch);
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=migrate", "--record=ended", "--park", .. App.Does("say", "again", "exit", "3")]);
        Assert.Equal(ExitStatus.Exited(3), await gate.Ended());
        Assert.Equal("again\n", gate.Out.Text);
    }
}
