namespace PodOrder.Gate.Tests.Ends;

public sealed class ExitCodeTests
{
    public static TheoryData<int> DeadlySignals => [Signals.Hup, Signals.Int, Signals.Kill, Signals.Usr1, Signals.Pipe, Signals.Term, 6, 11, 31, 34, 64];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(121)]
    [InlineData(255)]
    public async Task The_exit_code_is_the_applications_and_is_recorded(int code)
    {
        using SharedDirectory shared = new("db");
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=db", "--record=started", "--record=ended", .. App.Does("exit", $"{code}")]);
        Assert.Equal(ExitStatus.Exited(code), await gate.Ended());
        Assert.Equal($"{code}", await shared.Recorded("db", "ended"));
        Assert.Equal("", await shared.Recorded("db", "started"));
    }

    [Theory]
    [MemberData(nameof(DeadlySignals))]
    public async Task The_parent_of_a_supervised_application_sees_the_signal_too(int signal)
    {
        using SharedDirectory shared = new("db");
        await using var gate = GateProcess.Start(shared, ["run", "--self=db", "--record=ended", .. App.Does("raise", $"{signal}")]);
        Assert.Equal(ExitStatus.Killed(signal), await gate.Ended());
        Assert.Equal($"{128 + signal}", await shared.Recorded("db", "ended"));
    }

    [Theory]
    [MemberData(nameof(DeadlySignals))]
    public async Task As_PID_1_which_no_signal_of_its_own_ends_it_ends_with_128_and_the_signals_number(int signal)
    {
        Requires.Root();
        using SharedDirectory shared = new("db");
        await using var container = await Container.Start(shared, "db", ["run", "--self=db", "--record=ended", .. App.DoesInside("raise", $"{signal}")]);
        Assert.Equal(ExitStatus.Exited(128 + signal), await container.Ended());
        Assert.Equal($"{128 + signal}", await shared.Recorded("db", "ended"));
    }

    [Theory]
    [MemberData(nameof(DeadlySignals))]
    public async Task The_parent_of_an_executed_application_sees_the_signal_itself(int signal)
    {
        using SharedDirectory shared = new("db");
        await using var gate = GateProcess.Start(shared, ["run", "--self=db", .. App.Does("raise", $"{signal}")]);
        Assert.Equal(ExitStatus.Killed(signal), await gate.Ended());
    }

    [Theory]
    [InlineData("Never")]
    [InlineData("OnFailure")]
    [InlineData("Always")]
    public async Task An_exit_code_that_looks_like_the_gates_own_is_still_the_applications(string policy)
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=db", $"--restart-policy={policy}", "--record=started", "--record=ended", .. App.Does("exit", "127")]);
        await gate.Ended();
        await using var waiter = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:started", $"--restart-policy={policy}", "--timeout=5s", .. App.Does("exit", "0")]);
        Assert.Equal(ExitStatus.Exited(0), await waiter.Ended());
    }

    [Theory]
    [InlineData("no-such-program", 127)]
    [InlineData("/no/such/program", 127)]
    [InlineData("./no-such-program", 127)]
    [InlineData("/etc/passwd", 126)]
    [InlineData("/etc", 126)]
    public async Task A_program_that_cannot_be_executed_ends_it_with_126_or_127_and_a_sentence(string program, int code)
    {
        using SharedDirectory shared = new("db");
        var log = TerminationLog(shared);
        foreach (var records in new string[][] { [], ["--record=started", "--record=ended"] })
        {
            await using var gate = GateProcess.Start(shared, ["run", "--self=db", $"--termination-log={log}", .. records, "--", program]);
            Assert.Equal(ExitStatus.Exited(code), await gate.Ended());
            Assert.StartsWith("podorder: ", gate.Error.Lines[^1], StringComparison.Ordinal);
            Assert.Contains(program, gate.Error.Lines[^1], StringComparison.Ordinal);
            Assert.Contains(program, File.ReadAllText(log), StringComparison.Ordinal);
        }

        Assert.Equal($"{code}", await shared.Recorded("db", "stopped"));
        Assert.False(shared.Has("db", "ended"), "a process that was never launched has not ended");
        Assert.False(shared.Has("db", "started"), "nor has it started");
    }

    [Fact]
    public async Task A_program_that_cannot_be_executed_without_supervision_says_so_where_started_was_to_be_told()
    {
        using SharedDirectory shared = new("db");
        await using var gate = GateProcess.Start(shared, "run", "--self=db", "--record=started", "--", "/no/such/program");
        Assert.Equal(ExitStatus.Exited(127), await gate.Ended());
        Assert.Equal("127", await shared.Recorded("db", "stopped"));
        Assert.False(shared.Has("db", "started"), "a process that was never launched has not started");
    }

    [Fact]
    public async Task A_loss_runs_down_the_graph()
    {
        using SharedDirectory shared = new("a", "b", "c", "d");
        string[] next(string self, string after) =>
            ["run", $"--self={self}", "--restart-policy=Never", $"--after={after}:succeeded", "--restart-policy=Never", "--record=ended", .. App.Does("say", "never")];
        await using var d = GateProcess.Start(shared, next("d", "c"));
        await using var c = GateProcess.Start(shared, next("c", "b"));
        await using var b = GateProcess.Start(shared, next("b", "a"));
        await b.Error.Line("waiting");
        await using var a = GateProcess.Start(shared, ["run", "--self=a", "--restart-policy=Never", "--record=ended", .. App.Does("exit", "1")]);
        Assert.Equal(ExitStatus.Exited(1), await a.Ended());
        foreach (var waiter in new[] { b, c, d })
        {
            Assert.Equal(ExitStatus.Exited(121), await waiter.Ended());
            Assert.Empty(waiter.Out.Text);
        }

        Assert.Equal("121", await shared.Recorded("c", "stopped"));
    }

    [Fact]
    public async Task A_container_whose_process_was_never_launched_has_not_completed()
    {
        using SharedDirectory shared = new("a", "b", "c");
        shared.Record("a", "ended", "1");
        await using var c = GateProcess.Start(
            shared, ["run", "--self=c", "--restart-policy=Never", "--after=b:completed", "--restart-policy=Never", .. App.Does("say", "never")]);
        await c.Error.Line("waiting");
        await using var b = GateProcess.Start(
            shared,
            ["run", "--self=b", "--restart-policy=Never", "--after=a:succeeded", "--restart-policy=Never", "--record=ended", .. App.Does("say", "never")]);
        Assert.Equal(ExitStatus.Exited(121), await b.Ended());
        Assert.Equal(ExitStatus.Exited(121), await c.Ended());
    }

    [Fact]
    public async Task A_lost_waiter_says_why_on_stderr_and_in_the_termination_message()
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        shared.Record("db", "ended", "3");
        var log = TerminationLog(shared);
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:succeeded", "--restart-policy=Never", $"--termination-log={log}", .. App.Does("say", "never")]);
        Assert.Equal(ExitStatus.Exited(121), await gate.Ended());
        var reason = gate.Error.Lines[^1];
        Assert.StartsWith("podorder: ", reason, StringComparison.Ordinal);
        Assert.Contains("db", reason, StringComparison.Ordinal);
        Assert.Contains("3", reason, StringComparison.Ordinal);
        Assert.Contains(reason["podorder: ".Length..].Trim(), File.ReadAllText(log), StringComparison.Ordinal);
    }

    /// <summary>kubelet makes the file and mounts it; the gate does not make one where there is none.</summary>
    private static string TerminationLog(SharedDirectory shared)
    {
        var path = Path.Combine(shared.Root, "log");
        File.Create(path).Dispose();
        return path;
    }

    [Fact]
    public async Task A_termination_log_that_cannot_be_written_changes_nothing()
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:started", "--timeout=50ms", "--termination-log=/no/such/folder/log", .. App.Does("exit", "0")]);
        Assert.Equal(ExitStatus.Exited(124), await gate.Ended());
    }
}
