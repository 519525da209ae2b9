namespace PodOrder.Gate.Tests;

/// <summary>`gate status`: what a person sees with `kubectl exec POD -c web -- /podorder/bin/gate status`.</summary>
public sealed class StatusTests
{
    private static async Task<string[]> Status(SharedDirectory shared)
    {
        await using var status = GateProcess.Start(shared, "status");
        Assert.Equal(ExitStatus.Exited(0), await status.Ended());
        Assert.Empty(status.Error.Text);
        return status.Out.Lines;
    }

    private static string LineOf(string[] lines, string container) =>
        Assert.Single(lines, line => line.StartsWith(container + " ", StringComparison.Ordinal) || line == container);

    [Fact]
    public async Task It_shows_who_waits_since_when_and_for_what()
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("web", "waiting", SharedDirectory.Ago(TimeSpan.FromSeconds(83.5)) + " db: ready (tcp 5432 refused), migrate: succeeded");
        using var alive = shared.HoldAlive("web");
        var line = LineOf(await Status(shared), "web");
        Assert.Matches(@"^web +waiting +1m2[34]s.* +db: ready \(tcp 5432 refused\), migrate: succeeded *$", line);
    }

    [Fact]
    public async Task It_shows_what_runs_what_is_parked_and_what_has_ended()
    {
        using SharedDirectory shared = new("run", "park", "done", "failed", "stopped", "silent");
        await using var running = GateProcess.Start(shared, ["run", "--self=run", "--record=started", "--record=ended", .. App.Does("pause")]);
        await using var parked = GateProcess.Start(shared, ["run", "--self=park", "--record=ended", "--park", .. App.Does("exit", "0")]);
        await shared.Recorded("run", "started");
        await shared.Recorded("park", "parked");
        shared.Record("done", "ended", "0");
        shared.Record("failed", "ended", "3");
        shared.Record("stopped", "stopped", "143");
        var lines = await Status(shared);
        Assert.Contains("running", LineOf(lines, "run"), StringComparison.Ordinal);
        Assert.Contains("parked", LineOf(lines, "park"), StringComparison.Ordinal);
        Assert.Contains("ended 0", LineOf(lines, "done"), StringComparison.Ordinal);
        Assert.Contains("ended 3", LineOf(lines, "failed"), StringComparison.Ordinal);
        Assert.Contains("stopped 143", LineOf(lines, "stopped"), StringComparison.Ordinal);
        Assert.NotNull(LineOf(lines, "silent"));
    }

    [Fact]
    public async Task It_shows_a_death_without_a_word()
    {
        using SharedDirectory shared = new("db");
        shared.HoldAlive("db").Dispose();
        var line = LineOf(await Status(shared), "db");
        Assert.DoesNotContain("running", line, StringComparison.Ordinal);
        Assert.Contains("killed", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_shows_nothing_of_an_earlier_epoch()
    {
        using SharedDirectory shared = new("db");
        shared.Record("db", "ended", "3", SharedDirectory.OldEpoch);
        Assert.DoesNotContain("ended", LineOf(await Status(shared), "db"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_columns_stand_under_each_other_and_have_names()
    {
        using SharedDirectory shared = new("db", "a-container-with-a-long-name");
        shared.Record("db", "ended", "0");
        shared.Record("a-container-with-a-long-name", "ended", "3");
        var lines = await Status(shared);
        Assert.Equal("CONTAINER", lines[0].Split(' ')[0]);
        var column = lines[0].IndexOf("STATE", StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.StartsWith("ended", line[column..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_long_table_is_printed_whole()
    {
        // Some megabytes of text: the garbage collector runs, and finds what the start took from it in order.
        var names = Enumerable.Range(0, 300).Select(number => $"c{number}").ToArray();
        var text = string.Join(", ", Enumerable.Range(0, 40).Select(number => $"dependency-{number}: succeeded"));
        using SharedDirectory shared = new(names);
        var locks = names.Select(shared.HoldAlive).ToArray();
        foreach (var name in names)
            shared.Record(name, "waiting", SharedDirectory.Ago(TimeSpan.FromSeconds(5)) + " " + text);
        var lines = await Status(shared);
        Assert.All(names, name => Assert.EndsWith(text, LineOf(lines, name), StringComparison.Ordinal));
        foreach (var held in locks)
            await held.DisposeAsync();
    }
}
