using System.Text;

namespace PodOrder.Gate.Tests.Transparency;

/// <summary>A container with `-it`: its terminal is stdin, stdout and stderr, and controls it.</summary>
public sealed class TerminalTests
{
    public static TheoryData<string> Ways => ["executed", "supervised"];

    private static string[] Flags(string way) => way == "supervised" ? ["--record=ended"] : [];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_application_has_the_terminal_and_is_in_the_foreground(string way)
    {
        using SharedDirectory shared = new("web");
        var plain = await OnTerminal(new Launch { Path = CPrograms.Probe, Arguments = [CPrograms.Probe, "report"] });
        Assert.Contains("controlling terminal: 1", plain);
        Assert.Contains("in the foreground: 1", plain);
        Assert.Equal(plain, await OnTerminal(shared.Launch(["run", "--self=web", .. Flags(way), .. App.Does("report")])));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Control_C_reaches_the_application_once(string way)
    {
        using SharedDirectory shared = new("web");
        var (master, slave) = Descriptor.Terminal();
        using var _ = master;
        await using var gate = Start(shared.Launch(["run", "--self=web", .. Flags(way), .. App.Does("signals")]), slave);
        Transcript screen = Follow(master);
        await screen.Line("ready");
        master.Write("\u0003"u8);
        await screen.Line("signal 2");
        // A second SIGINT, forwarded by a gate that got one too, would stand before this.
        Signal(gate.Id, Signals.Usr1);
        await screen.Line("signal 10");
        Assert.Single(screen.Lines, line => line.Contains("signal 2\r", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_shell_with_job_control_works(string way)
    {
        using SharedDirectory shared = new("web");
        var (master, slave) = Descriptor.Terminal();
        using var _ = master;
        await using var gate = Start(shared.Launch(["run", "--self=web", .. Flags(way), "--", "/bin/bash", "--norc", "-im"]), slave);
        Transcript screen = Follow(master);
        master.Write("cat; echo back=$?\n"u8);
        await screen.Line("back=");
        master.Write("\u0004"u8);
        await screen.Line("back=0");
        master.Write("sleep 100\n"u8);
        await Eventually.True(() => Descendants(gate.Id).Any(pid => ProcessTable.Status(pid, "Name") == "sleep"), "the job");
        master.Write("\u001a"u8);
        await screen.Line("Stopped");
        master.Write("kill %1; exit 6\n"u8);
        master.Write("exit 6\n"u8);
        Assert.Equal(ExitStatus.Exited(6), await gate.Ended());
    }

    private static IEnumerable<int> Descendants(int pid) => ProcessTable.Children(pid).SelectMany(child => Descendants(child).Prepend(child));

    private static void Signal(int pid, int signal) => _ = Libc.kill(pid, signal);

    private static GateProcess Start(Launch launch, Descriptor slave)
    {
        using (slave)
        {
            var number = slave.Number;
            return GateProcess.Start(
                (launch with { Descriptors = new Dictionary<int, int> { [0] = number, [1] = number, [2] = number } }).Within("--terminal"));
        }
    }

    private static async Task<string[]> OnTerminal(Launch launch)
    {
        var (master, slave) = Descriptor.Terminal();
        using var _ = master;
        await using var process = Start(launch, slave);
        Transcript screen = Follow(master);
        Assert.Equal(ExitStatus.Exited(0), await process.Ended());
        await Eventually.True(() => screen.Text.Contains("children: 0", StringComparison.Ordinal), "the whole report");
        return [.. screen.Lines.Select(line => line.TrimEnd('\r')).Where(line => !line.StartsWith("argv", StringComparison.Ordinal))];
    }

    private static Transcript Follow(Descriptor master)
    {
        Transcript screen = new();
        new Thread(Read) { IsBackground = true }.Start();
        return screen;

        void Read()
        {
            Span<byte> buffer = stackalloc byte[4096];
            for (int count; (count = master.Read(buffer)) > 0;)
                screen.Add(buffer[..count]);
            screen.Close();
        }
    }
}
