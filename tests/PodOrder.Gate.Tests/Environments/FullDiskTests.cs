namespace PodOrder.Gate.Tests.Environments;

/// <summary>An emptyDir without space: a clear error, exit code 125, and the waiters are told.</summary>
public sealed class FullDiskTests
{
    [Theory]
    [InlineData("size=64k,mode=777")]
    [InlineData("size=64k,nr_inodes=3,mode=777")]
    public async Task A_record_that_cannot_be_written_ends_it_with_125_and_the_waiters_learn_of_it(string options)
    {
        Requires.Root();
        using SharedDirectory shared = new("db", "web");
        Assert.Equal(0, Libc.mount("tmpfs", shared.StateOf("db"), "tmpfs", 0, options));
        try
        {
            await using var waiter = GateProcess.Start(
                shared, ["run", "--self=web", "--after=db:succeeded", "--restart-policy=Never", "--timeout=5s", .. App.Does("say", "never")]);
            await waiter.Error.Line("waiting");
            await using var gate = GateProcess.Start(
                shared,
                ["run", "--self=db", "--restart-policy=Never", "--record=started", "--record=ended", "--", "/bin/sh", "-c", "echo up; read x; exit 0"]);
            Fill(shared.PathOf("db", "filler"), options);
            var status = await gate.Ended();
            Assert.Equal(ExitStatus.Exited(125), status);
            Assert.Contains("o space left", gate.Error.Text, StringComparison.Ordinal);
            Assert.Equal(ExitStatus.Exited(121), await waiter.Ended());
        }
        finally
        {
            _ = Libc.umount2(shared.StateOf("db"), Libc.MNT_DETACH);
        }
    }

    private static void Fill(string path, string options)
    {
        if (options.Contains("nr_inodes", StringComparison.Ordinal))
            return;
        try
        {
            File.WriteAllBytes(path, new byte[1 << 20]);
        }
        catch (IOException)
        {
            // Full, as intended.
        }
    }
}
