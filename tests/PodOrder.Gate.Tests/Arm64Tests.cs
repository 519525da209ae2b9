using System.Runtime.InteropServices;
using PodOrder.Gate.Tests.Checks;

namespace PodOrder.Gate.Tests;

/// <summary>The gate for arm64, run by an emulator: what differs is what the machine's own numbers of system calls and flags could spoil.</summary>
[Trait("Category", "Slow")]
public sealed class Arm64Tests
{
    private const string Emulator = "/usr/bin/qemu-aarch64-static";

    private static GateProcess Start(SharedDirectory shared, string program, params string[] arguments)
    {
        Assert.SkipUnless(RuntimeInformation.OSArchitecture == Architecture.X64, "is what all the other tests run on this machine");
        Requires.Program(Emulator, "qemu-user-static");
        var gate = Path.Combine(Repository.Root, "out", "linux-arm64", program);
        if (!File.Exists(gate))
            Tool.Run(Path.Combine(Repository.Root, "build.sh"), "arm64", program);
        return GateProcess.Start(new Launch { Path = Emulator, Arguments = [Emulator, "-0", $"{shared.Gate[..^"gate".Length]}{program}", gate, .. arguments] });
    }

    [Fact]
    public async Task It_waits_supervises_forwards_signals_and_ends_as_on_x64()
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = Start(
            shared, "gate", ["run", "--self=web", "--after=db:started", "--record=ended", "--", "/bin/sh", "-c", "trap 'exit 9' USR1; echo up; while :; do sleep 0.05; done"]);
        await gate.Error.Line("waiting for db: started");
        shared.Record("db", "started");
        await gate.Out.Line("up");
        gate.Signal(Signals.Usr1);
        Assert.Equal(ExitStatus.Exited(9), await gate.Ended());
        Assert.Equal("9", await shared.Recorded("web", "ended"));
    }

    [Fact]
    public async Task It_becomes_the_application_with_the_mask_and_the_actions_that_it_was_started_with()
    {
        using SharedDirectory shared = new("web");
        await using var gate = Start(shared, "gate", ["run", "--self=web", "--record=started", "--", "/bin/grep", "^Sig", "/proc/self/status"]);
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
        await using var plain = GateProcess.Start(new Launch { Path = "/bin/grep", Arguments = ["grep", "^Sig", "/proc/self/status"] });
        await plain.Ended();
        // The emulator keeps handlers of its own in the process, so what is caught is not compared.
        Assert.Equal(MaskOf(plain, "SigBlk"), MaskOf(gate, "SigBlk"));
        Assert.Equal(MaskOf(plain, "SigIgn"), MaskOf(gate, "SigIgn"));
    }

    [Fact]
    public async Task It_makes_https_checks()
    {
        using SharedDirectory shared = new("db", "web");
        using var certificate = Certificates.Of("rsa");
        await using var db = await HttpServer.Start(HttpServer.Status(200), certificate: certificate);
        await using var gate = Start(
            shared, "gate-tls", ["run", "--self=web", "--after=db:ready", $"--check=https:{db.Port}/", "--check-timeout=20s", "--", "/bin/sh", "-c", "exit 5"]);
        Assert.Equal(ExitStatus.Exited(5), await gate.Ended());
    }

    [Fact]
    public async Task It_prints_a_table_so_long_that_garbage_is_collected_meanwhile()
    {
        var names = Enumerable.Range(0, 300).Select(number => $"c{number}").ToArray();
        using SharedDirectory shared = new(names);
        var locks = names.Select(shared.HoldAlive).ToArray();
        foreach (var name in names)
            shared.Record(name, "waiting", SharedDirectory.Ago(TimeSpan.FromSeconds(5)) + " " + new string('x', 1000));
        await using var gate = Start(shared, "gate", "status");
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
        Assert.Equal(names.Length + 1, gate.Out.Lines.Length);
        foreach (var held in locks)
            await held.DisposeAsync();
    }

    private static string MaskOf(GateProcess process, string key) =>
        Assert.Single(process.Out.Lines, line => line.StartsWith(key, StringComparison.Ordinal));
}
