namespace PodOrder.Gate.Tests.Transparency;

/// <summary>A container with `-it`: its terminal is stdin, stdout and stderr, and controls it.</summary>
public sealed class TerminalTests
{
    public static TheoryData<string> Ways => ["executed", "supervised"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_application_has_the_terminal_and_is_in_the_foreground(string way)
    {
        using SharedDirectory shared = new("web");
        var plain = await Report(new Launch { Path = CPrograms.Probe, Arguments = [CPrograms.Probe, "report"] });
        Assert.Contains("controlling terminal: 1", plain);
        Assert.Contains("in the foreground: 1", plain);
        Assert.Equal(plain, await Report(Wrap(shared, way, CPrograms.Probe, "report")));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Control_C_reaches_the_application_once(string way)
    {
        using SharedDirectory shared = new("web");
        var (gate, screen) = Screen.Start(Wrap(shared, way, CPrograms.Probe, "signals"));
        await using var _ = gate;
        await screen.Shown.Line("ready");
        screen.Type("\u0003");
        await screen.Shown.Line("signal 2");
        // A second SIGINT, forwarded by a gate that got one too, would stand before this.
        gate.Signal(Signals.Usr1);
        await screen.Shown.Line("signal 10");
        Assert.Single(screen.Shown.Lines, line => line.Contains("signal 2\r", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_shell_with_job_control_works(string way)
    {
        using SharedDirectory shared = new("web");
        var (gate, screen) = Screen.Start(Wrap(shared, way, "/bin/bash", "--norc", "-im"));
        await using var _ = gate;
        screen.Type("cat; echo back=$?\n");
        await screen.Shown.Line("back=");
        screen.Type("\u0004");
        await screen.Shown.Line("back=0");
        screen.Type("sleep 100\n");
        await Eventually.True(() => ProcessTable.Descendants(gate.Id).Any(pid => ProcessTable.Status(pid, "Name") == "sleep"), "the job");
        screen.Type("\u001a");
        await screen.Shown.Line("Stopped");
        screen.Type("kill %1; exit 6\n");
        screen.Type("exit 6\n");
        Assert.Equal(ExitStatus.Exited(6), await gate.Ended());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task As_a_job_of_a_shell_it_is_stopped_and_brought_back(string way)
    {
        using SharedDirectory shared = new("web");
        var (shell, screen) = Screen.Start(new Launch { Path = "/bin/bash", Arguments = ["bash", "--norc", "-im"] });
        await using var _ = shell;
        var line = string.Join(' ', Wrap(shared, way, CPrograms.Probe, "say", "$((40+2))up", "cat", "say", "$((40+2))end").Arguments);
        screen.Type(line + "\n");
        await screen.Shown.Line("42up");
        screen.Type("\u001a");
        await screen.Shown.Line("Stopped");
        var application = ProcessTable.Descendants(shell.Id).Single(pid => ProcessTable.Status(pid, "Name") == "probe");
        Assert.Equal('T', ProcessTable.State(application));
        screen.Type("fg; echo $((40+2))back=$?\n");
        await Eventually.True(() => ProcessTable.State(application) == 'S', "an application that goes on");
        screen.Type("once more\n");
        await screen.Shown.Line("once more");
        screen.Type("\u0004");
        await screen.Shown.Line("42back=0");
        Assert.Equal(2, screen.Shown.Lines.Count(shown => shown.StartsWith("once more", StringComparison.Ordinal)));
        Assert.Contains("42end\r", screen.Shown.Lines);
        screen.Type("exit 6\n");
        Assert.Equal(ExitStatus.Exited(6), await shell.Ended());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_terminal_that_goes_away_hangs_up_on_the_application(string way)
    {
        using SharedDirectory shared = new("web");
        var (gate, screen) = Screen.Start(Wrap(shared, way, CPrograms.Probe, "on", "1", "5", "say", "up", "pause"));
        await using var _ = gate;
        await screen.Shown.Line("up");
        screen.HangUp();
        Assert.Equal(ExitStatus.Exited(5), await gate.Ended());
    }

    private static Launch Wrap(SharedDirectory shared, string way, params string[] application) =>
        shared.Launch(["run", "--self=web", .. way == "supervised" ? new[] { "--record=ended" } : [], "--", .. application]);

    private static async Task<string[]> Report(Launch launch)
    {
        var (process, screen) = Screen.Start(launch);
        await using var _ = process;
        await screen.Shown.Line("children: 0");
        Assert.Equal(ExitStatus.Exited(0), await process.Ended());
        return [.. screen.Shown.Lines.Select(line => line.TrimEnd('\r')).Where(line => !line.StartsWith("argv", StringComparison.Ordinal))];
    }
}
