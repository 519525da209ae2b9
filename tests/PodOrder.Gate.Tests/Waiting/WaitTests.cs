using System.Globalization;
using PodOrder.Gate.Tests.Checks;

namespace PodOrder.Gate.Tests.Waiting;

public sealed class WaitTests
{
    [Fact]
    public async Task A_container_that_waits_for_nothing_starts_at_once()
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", .. App.Does("say", "hello", "exit", "7")]);
        Assert.Equal(ExitStatus.Exited(7), await gate.Ended());
        Assert.Equal("hello\n", gate.Out.Text);
    }

    [Fact]
    public async Task A_waiter_starts_when_the_last_of_its_conditions_holds()
    {
        using SharedDirectory shared = new("db", "migrate", "web");
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:started", "--after=migrate:succeeded", .. App.Does("say", "hello")]);
        Assert.Equal("podorder: waiting for db: started, migrate: succeeded", await gate.Error.Line("waiting"));
        shared.Record("db", "started");
        await Eventually.True(
            () => shared.Read("web", "waiting") is { } line && !line.Contains("db", StringComparison.Ordinal), "a waiting record without db");
        Assert.True(gate.IsRunning);
        shared.Record("migrate", "started");
        shared.Record("migrate", "ended", "0");
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
        Assert.Equal("hello\n", gate.Out.Text);
    }

    [Fact]
    public async Task It_says_when_it_opened_and_after_how_long()
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. App.Does("exit", "0")]);
        await gate.Error.Line("waiting");
        shared.Record("db", "started");
        await gate.Ended();
        Assert.Matches(@"^podorder: opened after \d+(\.\d+)?(m?s)$", gate.Error.Lines[^1]);
    }

    [Fact]
    public async Task Its_records_say_since_when_it_waits_for_what_and_when_that_was_over()
    {
        using SharedDirectory shared = new("db", "web");
        var before = SharedDirectory.Now;
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. App.Does("pause")]);
        var waiting = (await shared.Recorded("web", "waiting")).Split(' ', 2);
        Assert.InRange(long.Parse(waiting[0], CultureInfo.InvariantCulture), before, SharedDirectory.Now);
        Assert.Equal("db: started", waiting[1]);
        shared.Record("db", "started");
        var opened = long.Parse(await shared.Recorded("web", "opened"), CultureInfo.InvariantCulture);
        Assert.InRange(opened, long.Parse(waiting[0], CultureInfo.InvariantCulture), SharedDirectory.Now);
    }

    [Theory]
    [InlineData("ready", "db: ready")]
    [InlineData("completed", "db: completed")]
    public async Task A_wait_longer_than_its_timeout_ends_with_124_and_says_for_what(string condition, string text)
    {
        using SharedDirectory shared = new("db", "web");
        var log = Path.Combine(shared.Root, "termination-log");
        File.Create(log).Dispose();
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=web", $"--after=db:{condition}", "--timeout=150ms", $"--termination-log={log}", .. App.Does("say", "never")]);
        Assert.Equal(ExitStatus.Exited(124), await gate.Ended());
        Assert.Empty(gate.Out.Text);
        Assert.StartsWith("podorder: ", gate.Error.Lines[^1], StringComparison.Ordinal);
        Assert.Contains(text, gate.Error.Lines[^1], StringComparison.Ordinal);
        Assert.Contains(text, File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SIGTERM_while_waiting_ends_it_with_143_at_once()
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:started", "--record=started", "--record=ended", .. App.Does("say", "never")]);
        await gate.Error.Line("waiting");
        gate.Signal(Signals.Term);
        Assert.Equal(143, (await gate.Ended(TimeSpan.FromSeconds(2))).AsReported);
        Assert.Empty(gate.Out.Text);
        Assert.False(shared.Has("web", "ended"), "an end by order is no result");
        Assert.False(shared.Has("web", "started"));
    }

    [Theory]
    [InlineData(Signals.Int)]
    [InlineData(Signals.Quit)]
    [InlineData(Signals.Hup)]
    [InlineData(Signals.Usr1)]
    [InlineData(Signals.Winch)] // the stop signal of httpd's image
    public async Task Any_other_deadly_signal_while_waiting_ends_it_with_128_and_its_number(int signal)
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. App.Does("say", "never")]);
        await gate.Error.Line("waiting");
        gate.Signal(signal);
        Assert.Equal(128 + signal, (await gate.Ended()).AsReported);
    }

    [Fact]
    public async Task A_signal_that_a_plain_process_does_not_notice_does_not_end_the_wait()
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. App.Does("exit", "5")]);
        await gate.Error.Line("waiting");
        gate.Signal(Signals.Urg);
        gate.Signal(Signals.Chld);
        gate.Signal(Signals.Cont);
        shared.Record("db", "started");
        Assert.Equal(ExitStatus.Exited(5), await gate.Ended());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("00000000c0ffee01\n")]
    [InlineData("00000000c0ffee0 0\n")]
    [InlineData("00000000c0ffee01 x\n")]
    [InlineData("00000000c0ffee01 -1\n")]
    [InlineData("00000000c0ffee01 0x0\n")]
    [InlineData("00000000c0ffee010\n")]
    [InlineData("00000000c0ffee00 0\n")]
    public async Task A_record_that_is_malformed_or_of_another_epoch_is_void(string text)
    {
        using SharedDirectory shared = new("db", "web");
        File.WriteAllText(shared.PathOf("db", "ended"), text);
        File.WriteAllText(shared.PathOf("db", ".ended.1"), SharedDirectory.Epoch + " 0\n");
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:completed", .. App.Does("say", "never")]);
        Assert.Equal("waits", await gate.Verdict());
    }

    [Fact]
    public async Task Whatever_a_neighbour_writes_into_its_records_the_gate_goes_on()
    {
        string[] names = ["alive", "started", "ready", "ended", "stopped", "waiting", "opened", "parked", "probe", "seen", "awaiting"];
        Random random = new(20);
        for (var run = 0; run < 40; run++)
        {
            using SharedDirectory shared = new("db", "web");
            foreach (var name in names)
                File.WriteAllBytes(shared.PathOf("db", name), Noise(random));
            await using var waiter = GateProcess.Start(
                shared, ["run", "--self=web", "--after=db:ready", "--after=db:succeeded", "--restart-policy=Never", .. App.Does("exit", "0")]);
            Assert.Contains(await waiter.Verdict(), new[] { "opens", "waits", "lost" });
            await using var status = GateProcess.Start(shared, "status");
            Assert.Equal(ExitStatus.Exited(0), await status.Ended());
        }
    }

    /// <summary>Half of it begins as a record does.</summary>
    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(4) == 0 ? random.Next(10_000) : random.Next(40)];
        random.NextBytes(noise);
        return random.Next(2) == 0 ? noise : [.. System.Text.Encoding.ASCII.GetBytes(SharedDirectory.Epoch + " "), .. noise];
    }

    [Theory]
    [InlineData("alive")]
    [InlineData("started")]
    [InlineData("ended")]
    public async Task A_neighbour_that_puts_a_FIFO_in_a_records_place_cannot_hold_it(string record)
    {
        using SharedDirectory shared = new("db", "web");
        Assert.Equal(0, Libc.mkfifo(shared.PathOf("db", record), 0b110_110_110));
        await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:succeeded", .. App.Does("say", "never")]);
        await gate.Error.Line("waiting");
        gate.Signal(Signals.Term);
        Assert.Equal(143, (await gate.Ended(TimeSpan.FromSeconds(3))).AsReported);
    }

    [Fact]
    public async Task A_limit_of_descriptors_that_does_not_let_it_see_a_dependency_ends_it_with_125_instead_of_a_wait_without_hope()
    {
        var names = Enumerable.Range(0, 20).Select(number => $"c{number}").ToArray();
        using SharedDirectory shared = new([.. names, "web"]);
        var launch = shared.Launch(["run", "--self=web", .. names.Select(name => $"--after={name}:started"), .. App.Does("say", "never")]);
        await using var gate = GateProcess.Start(launch.Within("--limit", "7", "16", "16"));
        Assert.Equal(ExitStatus.Exited(125), await gate.Ended());
        Assert.Matches("^podorder: the state of c[0-9]+ cannot be read: Too many open files$", gate.Error.Lines[^1]);
        Assert.Equal("125", await shared.Recorded("web", "stopped"));
    }

    [Fact]
    public async Task A_reader_of_its_messages_that_has_gone_away_does_not_end_it()
    {
        using SharedDirectory shared = new("db", "web");
        var (reading, writing) = Descriptor.Pipe();
        reading.Dispose();
        using var _ = writing;
        var launch = shared.Launch(["run", "--self=web", "--after=db:started", .. App.Does("exit", "5")]);
        await using var gate = GateProcess.Start(launch with { Descriptors = new Dictionary<int, int> { [2] = writing.Number } });
        await shared.Recorded("web", "waiting");
        shared.Record("db", "started");
        Assert.Equal(ExitStatus.Exited(5), await gate.Ended());
    }

    [Fact]
    public async Task A_wait_for_very_many_is_told_whole_by_every_way()
    {
        var names = Enumerable.Range(0, 60).Select(i => $"a-container-with-a-rather-long-name-{i}").ToArray();
        using SharedDirectory shared = new([.. names, "web"]);
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=web", .. names.Select(name => $"--after={name}:succeeded"), .. App.Does("exit", "5")]);
        var text = string.Join(", ", names.Select(name => $"{name}: succeeded"));
        Assert.Equal($"podorder: waiting for {text}", await gate.Error.Line("waiting"));
        var record = await shared.Recorded("web", "waiting");
        Assert.EndsWith(text, record, StringComparison.Ordinal);
        shared.Record("web", "waiting", SharedDirectory.Ago(TimeSpan.FromSeconds(9.8)) + " " + text);
        await using var probe = GateProcess.Start(shared, "probe", "--self=web", "--opened", "--limit=5m");
        Assert.Equal(ExitStatus.Exited(1), await probe.Ended());
        Assert.Equal($"waiting for {text}, 10s\n", probe.Out.Text);
        foreach (var name in names)
            shared.Record(name, "ended", "0");
        Assert.Equal(ExitStatus.Exited(5), await gate.Ended());
    }

    [Fact]
    public async Task A_waiter_that_comes_again_voids_what_it_said_before_but_never_its_end()
    {
        using SharedDirectory shared = new("db", "web");
        foreach (var record in new[] { "started", "opened 1", "stopped 0", "parked", "probe 1 0", "ready -", "ended 3" })
            shared.Record("web", record.Split(' ')[0], record.Contains(' ', StringComparison.Ordinal) ? record.Split(' ', 2)[1] : "");
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:started", "--record=started", "--record=ended", .. App.Does("pause")]);
        await gate.Error.Line("waiting");
        Assert.Equal(["alive", "ended", "waiting"], Directory.GetFiles(shared.StateOf("web")).Select(Path.GetFileName).Order());
        Assert.Equal("3", await shared.Recorded("web", "ended"));
    }

    [Fact]
    public async Task Waiting_for_a_slow_first_answer_takes_no_processor_time()
    {
        using SharedDirectory shared = new("db", "web");
        using var db = TcpDependency.Listening();
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:ready", $"--check=http:{db.Port}/", "--check-timeout=20s", .. App.Does("exit", "0")]);
        await gate.Error.Line("waiting");
        // The first line comes after 200 ms; looking without a pause would have taken most of them.
        Assert.InRange(ProcessTable.ProcessorTime(gate.Id).TotalMilliseconds, 0, 40);
    }
}
