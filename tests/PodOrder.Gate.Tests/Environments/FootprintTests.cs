using PodOrder.Gate.Tests.Checks;

namespace PodOrder.Gate.Tests.Environments;

/// <summary>What the gate itself takes from a container's limits; the numbers are DESIGN's, section 7.</summary>
public sealed class FootprintTests
{
    [Theory]
    [InlineData("waiting")]
    [InlineData("supervising")]
    public async Task It_has_one_thread_and_little_memory_of_its_own(string doing)
    {
        using SharedDirectory shared = new("db", "web");
        string[] flags = doing == "waiting" ? ["--after=db:started"] : ["--record=ended"];
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", .. flags, .. App.Does("say", "up", "pause")]);
        if (doing == "waiting")
            await gate.Error.Line("waiting");
        else
            await gate.Out.Line("up");
        Assert.Equal("1", ProcessTable.Status(gate.Id, "Threads"));
        Assert.InRange(ProcessTable.Kilobytes(gate.Id, "RssAnon"), 1, 600);
        Assert.InRange(ProcessTable.Kilobytes(gate.Id, "VmRSS"), 1, 2500);
        Assert.InRange(ProcessTable.Kilobytes(gate.Id, "VmSize"), 1, 100_000);
    }

    [Fact]
    public async Task A_long_wait_with_many_checks_does_not_fill_the_heap()
    {
        using SharedDirectory shared = new("db", "web");
        await using var db = await HttpServer.Start(HttpServer.Status(503));
        await using var gate = Waiter.Start(shared, $"http:{db.Port}/", "--period=20ms");
        await Eventually.True(() => db.Requests.Count >= 200, "200 tries");
        Assert.InRange(ProcessTable.Kilobytes(gate.Id, "RssAnon"), 1, 600);
    }
}
