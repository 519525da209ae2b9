namespace PodOrder.Gate.Tests.Checks;

/// <summary>`file:/path` as the waiting container sees it.</summary>
public sealed class FileCheckTests
{
    [Fact]
    public async Task It_opens_when_the_file_is_there()
    {
        using SharedDirectory shared = new("db", "web");
        var file = Path.Combine(shared.Root, "late", "done");
        await using var gate = Waiter.Start(shared, $"file:{file}");
        await gate.Error.Line("waiting for db: ready");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Create(file).Dispose();
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
    }

    [Fact]
    public async Task A_missing_file_is_told()
    {
        using SharedDirectory shared = new("db", "web");
        await Waiter.Waits(shared, "file:/no/such/file", "/no/such/file missing");
    }

    [Theory]
    [InlineData("Never", "0")]
    [InlineData("Never", "1")]
    [InlineData("OnFailure", "0")]
    [InlineData("OnFailure", "1")]
    [InlineData("Always", "1")]
    public async Task A_file_that_is_there_counts_whatever_has_become_of_its_writer(string policy, string code)
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        shared.Record("db", "ended", code);
        await Waiter.Opens(shared, $"file:{shared.Root}/epoch", $"--restart-policy={policy}");
    }

    [Fact]
    public async Task A_file_that_is_there_counts_though_its_writer_was_killed()
    {
        using SharedDirectory shared = new("db", "web");
        shared.HoldAlive("db").Dispose();
        await Waiter.Opens(shared, $"file:{shared.Root}/epoch", "--restart-policy=Never");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task A_writer_that_has_ended_without_the_file_is_lost_under_Never(string code)
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        shared.Record("db", "ended", code);
        await using var gate = Waiter.Start(shared, "file:/no/such/file", "--restart-policy=Never");
        Assert.Equal(ExitStatus.Exited(121), await gate.Ended());
    }

    [Fact]
    public async Task A_file_written_in_the_very_moment_of_the_end_is_not_missed()
    {
        for (var run = 0; run < 50; run++)
        {
            using SharedDirectory shared = new("db", "web");
            var file = Path.Combine(shared.Root, "done");
            await using var gate = Waiter.Start(shared, $"file:{file}", "--restart-policy=Never");
            await gate.Error.Line("waiting");
            await using var db = GateProcess.Start(
                shared, ["run", "--self=db", "--restart-policy=Never", "--record=started", "--record=ended", .. App.Does("touch", file, "exit", "0")]);
            Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
        }
    }
}
