namespace PodOrder.Gate.Tests.Environments;

/// <summary>An emptyDir without space: a clear error, exit code 125, and the waiters are told.</summary>
public sealed class FullDiskTests
{
    [Theory]
    [InlineData("started")]
    [InlineData("succeeded")]
    public async Task A_wrapper_that_cannot_write_its_records_ends_with_125_and_its_waiters_learn_of_it(string condition)
    {
        Requires.Root();
        using SharedDirectory shared = new("db", "web");
        using Tmpfs full = new(shared.StateOf("db"));
        await using var waiter = Waiter(shared, condition);
        await waiter.Error.Line("waiting");
        full.Fill();
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=db", "--restart-policy=Never", "--record=started", "--record=ended", .. App.Does("exit", "0")]);
        await AssertNoSpace(gate);
        Assert.Equal(ExitStatus.Exited(121), await waiter.Ended());
    }

    [Fact]
    public async Task A_wrapper_that_cannot_record_the_end_ends_with_125_and_its_waiters_learn_of_it()
    {
        Requires.Root();
        using SharedDirectory shared = new("db", "web");
        using Tmpfs full = new(shared.StateOf("db"));
        await using var waiter = Waiter(shared, "succeeded");
        var launch = shared.Launch(["run", "--self=db", "--restart-policy=Never", "--record=started", "--record=ended", .. App.Does("cat", "exit", "0")]);
        await using var gate = GateProcess.Start(launch with { Input = true });
        await shared.Recorded("db", "started");
        full.Fill();
        gate.CloseInput();
        await AssertNoSpace(gate);
        Assert.Equal(ExitStatus.Exited(121), await waiter.Ended());
    }

    [Fact]
    public async Task A_waiter_that_cannot_say_for_what_it_waits_ends_with_125()
    {
        Requires.Root();
        using SharedDirectory shared = new("db", "web");
        using Tmpfs full = new(shared.StateOf("web"));
        full.Fill();
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. App.Does("say", "never")]);
        await AssertNoSpace(gate);
        Assert.Empty(gate.Out.Text);
    }

    private static GateProcess Waiter(SharedDirectory shared, string condition) => GateProcess.Start(
        shared, ["run", "--self=web", $"--after=db:{condition}", "--restart-policy=Never", "--timeout=5s", .. App.Does("say", "never")]);

    private static async Task AssertNoSpace(GateProcess gate)
    {
        Assert.Equal(ExitStatus.Exited(125), await gate.Ended());
        Assert.StartsWith("podorder: ", gate.Error.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("o space left", gate.Error.Lines[^1], StringComparison.Ordinal);
    }

    /// <summary>A file system of 64 KiB in the place of a container's state.</summary>
    private sealed class Tmpfs : IDisposable
    {
        private readonly string _path;

        public Tmpfs(string path)
        {
            _path = path;
            Assert.Equal(0, Libc.mount("tmpfs", path, "tmpfs", 0, "size=64k,mode=777"));
            // As podorder-install leaves it: what is written in its place needs no space.
            File.WriteAllText(Path.Combine(path, "alive"), "0000000000000000\n");
        }

        public void Fill()
        {
            var filler = Path.Combine(_path, "filler");
            Assert.Throws<IOException>(() => File.WriteAllBytes(filler, new byte[1 << 20]));
        }

        public void Dispose() => _ = Libc.umount2(_path, Libc.MNT_DETACH);
    }
}
