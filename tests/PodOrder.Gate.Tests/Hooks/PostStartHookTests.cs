namespace PodOrder.Gate.Tests.Hooks;

/// <summary>A wrapped container's own postStart hook: run after the process has started, with kubelet's failure semantics.</summary>
public sealed class PostStartHookTests
{
    public static TheoryData<string> Ways => ["executed", "supervised"];

    private static GateProcess Start(SharedDirectory shared, string way, string[] hook, params string[] arguments) => GateProcess.Start(
        shared, ["run", "--self=web", "--after=db:started", "--record=started", .. way == "supervised" ? new[] { "--record=ended" } : [], .. hook, "--", .. arguments]);

    /// <summary>By which the application tells the hook that it is ready to be ended.</summary>
    private static string Fifo(SharedDirectory shared)
    {
        var path = Path.Combine(shared.Root, "fifo");
        _ = Libc.mkfifo(path, 0b110_110_110);
        return path;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_exec_hook_runs_after_the_opening_beside_the_application(string way)
    {
        using SharedDirectory shared = new("db", "web");
        var log = Path.Combine(shared.Root, "log");
        await using var gate = Start(
            shared, way, ["--hook=exec:4", "--grace=5s"],
            CPrograms.Probe, "append", log, "hook", CPrograms.Probe, "on", "15", "9", "say", "up", "pause");
        await gate.Error.Line("waiting");
        Assert.False(File.Exists(log));
        shared.Record("db", "started");
        await gate.Out.Line("up");
        await Eventually.True(() => File.Exists(log) && File.ReadAllText(log) == "hook\n", "the hook");
        gate.Signal(Signals.Term);
        Assert.Equal(ExitStatus.Exited(9), await gate.Ended());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_hook_that_fails_ends_the_container_as_kubelet_does(string way)
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        await using var gate = Start(
            shared, way, ["--hook=exec:3", "--grace=20s"], CPrograms.Probe, "exit", "4", CPrograms.Probe, "on", "15", "9", "say", "up", "pause");
        // The application's handler may come after the hook's failure; then SIGTERM itself ends it.
        var status = await gate.Ended(TimeSpan.FromSeconds(10));
        Assert.True(status.AsReported is 9 or 143, status.ToString());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_application_that_ignores_SIGTERM_is_killed_after_the_grace_period(string way)
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        await using var gate = Start(
            shared, way, ["--hook=exec:3", "--grace=300ms"],
            "/bin/sh", "-c", $"read up <{Fifo(shared)}; exit 1", CPrograms.Probe, "ignore", "15", "say", "up", "append", Fifo(shared), "up", "pause");
        await gate.Out.Line("up");
        Assert.Equal(137, (await gate.Ended(TimeSpan.FromSeconds(10))).AsReported);
    }

    [Fact]
    public async Task The_end_of_a_container_whose_hook_failed_is_no_success()
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        await using var gate = Start(
            shared, "supervised", ["--hook=exec:3", "--grace=20s"],
            "/bin/sh", "-c", $"read up <{Fifo(shared)}; exit 1", CPrograms.Probe, "on", "15", "0", "say", "up", "append", Fifo(shared), "up", "pause");
        await gate.Ended();
        Assert.NotEqual("0", shared.Has("web", "ended") ? await shared.Recorded("web", "ended") : "not recorded");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(503)]
    public async Task An_http_hook_is_content_with_any_answer(int status)
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        await using var server = await Checks.HttpServer.Start(Checks.HttpServer.Status(status));
        await using var gate = Start(
            shared, "supervised", [$"--hook=http:{server.Port}/hook?x=1", "--header=X-Hook: yes", "--grace=5s"],
            CPrograms.Probe, "on", "15", "9", "say", "up", "pause");
        await gate.Out.Line("up");
        await Eventually.True(() => !server.Requests.IsEmpty, "the request");
        Assert.Equal("/hook?x=1", server.Requests.Single().Path);
        Assert.Equal("yes", server.Requests.Single().Headers["X-Hook"]);
        gate.Signal(Signals.Term);
        Assert.Equal(ExitStatus.Exited(9), await gate.Ended());
    }

    [Fact]
    public async Task An_http_hook_without_an_answer_fails()
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        using Checks.TcpDependency port = new();
        await using var gate = Start(shared, "supervised", [$"--hook=http:{port.Port}/", "--grace=5s"], CPrograms.Probe, "say", "up", "pause");
        Assert.Equal(143, (await gate.Ended()).AsReported);
    }

    [Fact]
    public async Task A_sleep_hook_changes_nothing()
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        await using var gate = Start(shared, "supervised", ["--hook=sleep:50ms"], CPrograms.Probe, "exit", "3");
        Assert.Equal(ExitStatus.Exited(3), await gate.Ended());
    }

    [Fact]
    public async Task A_hook_that_outlives_the_application_does_not_hold_the_container()
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        await using var gate = Start(shared, "supervised", ["--hook=exec:2", "--grace=5s"], CPrograms.Probe, "pause", CPrograms.Probe, "exit", "3");
        Assert.Equal(ExitStatus.Exited(3), await gate.Ended());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_application_does_not_find_the_hook_among_its_children(string way)
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        await using var gate = Start(shared, way, ["--hook=exec:2"], "/bin/sleep", "0.2", CPrograms.Probe, "report", "pause");
        await gate.Out.Line("children: 0");
    }
}
