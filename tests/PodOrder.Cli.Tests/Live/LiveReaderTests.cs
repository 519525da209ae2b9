using System.Text.Json;
using PodOrder.Cli.Live;
using PodOrder.Explanations;

namespace PodOrder.Cli.Tests.Live;

public sealed class LiveReaderTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 25, 18, 0, 0, TimeSpan.Zero);

    private const string Table = """
        CONTAINER   STATE         SINCE    WAITING FOR
        web         waiting       1m24s    migrate: succeeded
        migrate     running       0.4s
        done        parked        3h0m
        lost        stopped 121   2s
        silent      unknown

        """;

    [Fact]
    public void The_gates_table_is_read_by_its_columns()
    {
        var rows = GateRow.Read(Table);
        Assert.Equal(
            [new("web", "waiting", TimeSpan.FromSeconds(84), "migrate: succeeded"), new("migrate", "running", TimeSpan.Zero, ""), new("done", "parked", TimeSpan.FromHours(3), ""), new("lost", "stopped 121", TimeSpan.FromSeconds(2), ""), new GateRow("silent", "unknown", null, "")],
            rows);
        Assert.Empty(GateRow.Read("OCI runtime exec failed: no such file\n"));
        Assert.Empty(GateRow.Read(""));
    }

    [Theory]
    [InlineData("web", """{"running":{"startedAt":"2026-11-25T17:58:00Z"}}""", "Waiting", "2026-11-25T17:58:36Z", "migrate: succeeded")]
    [InlineData("migrate", """{"running":{"startedAt":"2026-11-25T17:58:00Z"}}""", "Running", "2026-11-25T18:00:00Z", "not ready yet")]
    [InlineData("done", """{"running":{"startedAt":"2026-11-25T17:58:00Z"}}""", "Parked", "2026-11-25T15:00:00Z", "")]
    [InlineData("lost", """{"running":{"startedAt":"2026-11-25T17:58:00Z"}}""", "Failed", "2026-11-25T17:59:58Z", "exit code 121")]
    [InlineData("silent", """{"running":{"startedAt":"2026-11-25T17:58:00Z"}}""", "Running", "2026-11-25T17:58:00Z", "not ready yet")]
    [InlineData("web", """{"terminated":{"exitCode":124,"finishedAt":"2026-11-25T17:59:00Z","message":"podorder: timed out"}}""", "Failed", "2026-11-25T17:59:00Z", "exit code 124: timed out")]
    [InlineData("web", """{"terminated":{"exitCode":3,"finishedAt":"2026-11-25T17:59:00Z","message":"its own words"}}""", "Failed", "2026-11-25T17:59:00Z", "exit code 3")]
    [InlineData("web", """{"terminated":{"exitCode":0,"finishedAt":"2026-11-25T17:59:00Z"}}""", "Succeeded", "2026-11-25T17:59:00Z", "")]
    [InlineData("web", """{"waiting":{"reason":"ContainerCreating"}}""", "NotStarted", null, "")]
    [InlineData("web", """{"waiting":{"reason":"ImagePullBackOff","message":"no such image"}}""", "NotStarted", null, "ImagePullBackOff: no such image")]
    public void Kubelets_word_and_the_gates_word_make_a_state(string name, string state, string kind, string? since, string text)
    {
        var container = Read(name, state, GateRow.Read(Table));
        Assert.Equal((kind, since is null ? null : DateTimeOffset.Parse(since), text), (container.Kind.ToString(), container.Since, container.Text));
    }

    [Fact]
    public void Where_the_gate_cannot_be_asked_the_plan_and_the_events_tell()
    {
        const string running = """{"running":{"startedAt":"2026-11-25T17:58:00Z"}}""";
        Assert.Equal("migrate: succeeded", Read("web", running, [], isStarted: false).Text);
        Assert.Equal("migrate: succeeded, 40s", Read("web", running, [], isStarted: false, told: "migrate: succeeded, 40s").Text);
        Assert.Equal(LiveKind.Running, Read("web", running, [], isStarted: true).Kind);
    }

    [Fact]
    public void A_container_that_is_run_again_says_how_it_ended()
    {
        var container = Read("web", """{"waiting":{"reason":"CrashLoopBackOff"}}""", [], lastState: """{"terminated":{"exitCode":1,"finishedAt":"2026-11-25T17:59:00Z"}}""");
        Assert.Equal((LiveKind.Restarting, "exit code 1 (CrashLoopBackOff)"), (container.Kind, container.Text));
    }

    [Fact]
    public void The_gates_lines_are_found_in_a_log_with_time_stamps()
    {
        var log = GateLog.Read("2026-11-25T18:11:34.873110452Z podorder: waiting for db: ready\n2026-11-25T18:12:04Z podorder: waiting for db: ready\n2026-11-25T18:12:05.5Z podorder: opened after 30.6s\n2026-11-25T18:12:06Z podorder: opened after a lie\n");
        Assert.Equal((DateTimeOffset.Parse("2026-11-25T18:11:34.8731104Z"), DateTimeOffset.Parse("2026-11-25T18:12:05.5Z")), (log.Waiting, log.Opened));
        Assert.Equal(new GateLog(null, null), GateLog.Read("2026-11-25T18:12:05.5Z the application\nno stamp\n"));
    }

    private static LiveContainer Read(string name, string state, IReadOnlyList<GateRow> gate, bool isStarted = true, string? told = null, string lastState = "{}")
    {
        var pod = JsonDocument.Parse($$"""{"metadata":{"name":"p"},"status":{"containerStatuses":[{"name":"{{name}}","ready":false,"started":{{(isStarted ? "true" : "false")}},"state":{{state}},"lastState":{{lastState}}}]} }""").RootElement;
        var waits = name == "web" ? new WaitExplanation[] { new("migrate", Hints.Condition.Succeeded, "", "") } : [];
        var explanation = new Explanation([new ContainerExplanation(name, ContainerRole.Regular, waits, [])], [], [], null, []);
        var events = told is null ? new Dictionary<string, string>() : new() { [name] = told };
        return LiveReader.Read(pod, explanation, gate, events, _now).Containers.Single();
    }
}
