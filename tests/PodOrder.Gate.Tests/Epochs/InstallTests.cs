using System.Diagnostics;

namespace PodOrder.Gate.Tests.Epochs;

public sealed class InstallTests
{
    [Fact]
    public async Task It_puts_the_gate_the_addresses_the_states_and_an_epoch_in_place()
    {
        using Installer installer = new();
        await installer.Install("db", "web=OnFailure");
        Assert.Equal(File.ReadAllBytes(installer.Image), File.ReadAllBytes(installer.Gate));
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(installer.Gate));
        Assert.Equal("10.1.2.3\nfd00::3\n", File.ReadAllText(Path.Combine(installer.Root, "pod-ips")));
        Assert.Matches("^[0-9a-f]{16}$", Assert.Single(installer.EpochLines));
        Assert.Equal(["db", "web"], Directory.GetDirectories(Path.Combine(installer.Root, "state")).Select(Path.GetFileName).Order());
        Assert.Equal((UnixFileMode)0b111_111_111, File.GetUnixFileMode(installer.StateOf("db")));
        Assert.Equal(["bin", "epoch", "pod-ips", "state"], Directory.GetFileSystemEntries(installer.Root).Select(Path.GetFileName).Order());
        Assert.Equal([installer.Gate], Directory.GetFileSystemEntries(Path.Combine(installer.Root, "bin")));
    }

    [Fact]
    public async Task It_prepares_the_lock_of_each_container_so_that_a_full_disk_cannot_silence_it()
    {
        using Installer installer = new();
        await installer.Install("db", "web");
        var alive = Path.Combine(installer.StateOf("db"), "alive");
        Assert.Equal("0000000000000000\n".Length, new FileInfo(alive).Length);
        Assert.Equal((UnixFileMode)0b110_110_110, File.GetUnixFileMode(alive));
        await using var waiter = installer.Wait("db", "started", "Never");
        Assert.Equal("waits", await waiter.Verdict());
    }

    [Fact]
    public async Task A_narrow_umask_and_a_stranger_as_user_do_not_change_the_modes()
    {
        Requires.Root();
        using Installer installer = new();
        _ = Libc.chmod(installer.Folder, 0b111_101_101);
        await using var process = GateProcess.Start(
            installer.Launch("--container=db").Within("--umask", "077", "--groups", "-", "--gid", "65532", "--uid", "65532", "--drop-capabilities"));
        Assert.Equal(ExitStatus.Exited(0), await process.Ended());
        Assert.Equal((UnixFileMode)0b111_111_111, File.GetUnixFileMode(installer.StateOf("db")));
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(installer.Gate));
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(Path.Combine(installer.Root, "bin")) & (UnixFileMode)0b111_101_101);
        foreach (var file in new[] { "epoch", "pod-ips" })
            Assert.True(File.GetUnixFileMode(Path.Combine(installer.Root, file)).HasFlag(UnixFileMode.OtherRead), file);
    }

    [Fact]
    public async Task A_second_time_the_gate_that_is_there_already_is_left_alone()
    {
        using Installer installer = new();
        await installer.Install("db");
        var first = Inode(installer.Gate);
        await installer.Install("db");
        Assert.Equal(first, Inode(installer.Gate));
    }

    [Fact]
    public async Task Another_version_replaces_it_by_rename_even_while_it_runs()
    {
        using Installer installer = new();
        await installer.Install("db", "web");
        await using var waiter = GateProcess.Start(
            new Launch { Path = installer.Gate, Arguments = [installer.Gate, "run", "--self=web", "--after=db:started", .. App.Does("exit", "0")] });
        await waiter.Error.Line("waiting");
        var first = Inode(installer.Gate);
        Tool.Run("/bin/sh", "-c", $"(cat {installer.Image}; echo) >{installer.Image}.new; mv {installer.Image}.new {installer.Image}; chmod 755 {installer.Image}");
        await installer.Install("db", "web");
        Assert.NotEqual(first, Inode(installer.Gate));
        Assert.Equal(File.ReadAllBytes(installer.Image), File.ReadAllBytes(installer.Gate));
        Assert.True(waiter.IsRunning);
    }

    [Fact]
    public async Task A_damaged_gate_is_replaced_and_leavings_of_a_killed_install_are_in_nobodys_way()
    {
        using Installer installer = new();
        await installer.Install("db");
        Tool.Run("/usr/bin/truncate", "-s", "-1", installer.Gate);
        foreach (var leaving in new[] { "bin/.gate.1", "bin/.gate.7", ".epoch.1", ".pod-ips.1" })
            File.WriteAllText(Path.Combine(installer.Root, leaving), "half");
        await installer.Install("db");
        Assert.Equal(File.ReadAllBytes(installer.Image), File.ReadAllBytes(installer.Gate));
    }

    [Fact]
    public async Task Killed_at_any_moment_it_leaves_either_epoch_whole()
    {
        using Installer installer = new();
        await installer.Install("db=OnFailure", "web");
        installer.Record("db", "ended", "0");
        for (var run = 0; run < 60; run++)
        {
            var before = installer.EpochLines;
            await using (var process = GateProcess.Start(installer.Launch("--container=db=OnFailure", "--container=web")))
            {
                for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalMilliseconds < run * 0.1;)
                    Thread.SpinWait(20);
                _ = Libc.kill(process.Id, Signals.Kill);
                await process.Ended();
            }

            var after = installer.EpochLines;
            Assert.Matches("^[0-9a-f]{16}$", after[0]);
            Assert.True(after.SequenceEqual(before) || (after[0] != before[0] && after is [_, "keep db"]), string.Join('\n', after));
        }

        await using var waiter = installer.Wait("db", "succeeded", "OnFailure");
        Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
    }

    [Fact]
    public async Task A_full_emptyDir_is_an_error_with_a_sentence()
    {
        Requires.Root();
        using Installer installer = new();
        await using var process = GateProcess.Start(
            installer.Launch("--container=db").Within("--mount", "--tmpfs", installer.Root, "size=64k"));
        Assert.Equal(ExitStatus.Exited(125), await process.Ended());
        Assert.StartsWith("podorder: ", process.Error.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("o space left", process.Error.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_webhook_keeps_for_the_way_back_does_not_disturb_it()
    {
        using Installer installer = new();
        await using var process = GateProcess.Start(
            installer.Launch("--container=db", "--original=db={\"command\":[\"x\"]}", "--original={\"a\":1}", "--original=web={}"));
        Assert.Equal(ExitStatus.Exited(0), await process.Ended());
    }

    [Fact]
    public async Task A_Pod_with_one_address_has_one_line()
    {
        using Installer installer = new();
        await using var process = GateProcess.Start(installer.Launch("--container=db") with { Environment = ["POD_IPS=10.0.0.7"] });
        Assert.Equal(ExitStatus.Exited(0), await process.Ended());
        Assert.Equal("10.0.0.7\n", File.ReadAllText(Path.Combine(installer.Root, "pod-ips")));
    }

    private static string Inode(string path) => Tool.Run("/usr/bin/stat", "-c", "%i", path).Trim();
}
