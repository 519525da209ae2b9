namespace PodOrder.Gate.Tests;

/// <summary>What is shipped: one static file for each architecture.</summary>
public sealed class ShippedFileTests
{
    private const string Emulator = "/usr/bin/qemu-aarch64-static";

    [Fact]
    public void The_plain_gate_has_at_most_2_MB() => Assert.InRange(new FileInfo(GateBinary.Plain).Length, 1, 2_000_000);

    [Fact]
    public void It_needs_no_loader_and_no_library()
    {
        var headers = Tool.Run("/usr/bin/readelf", "--program-headers", "--wide", GateBinary.Plain);
        Assert.DoesNotContain("INTERP", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("NEEDED", Tool.Run("/usr/bin/readelf", "--dynamic", GateBinary.Plain), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task On_arm64_it_waits_supervises_and_ends_as_on_x64()
    {
        Assert.SkipUnless(File.Exists(Emulator), "needs qemu-user-static to run arm64");
        var gate = Path.Combine(Repository.Root, "out", "linux-arm64", "gate");
        if (!File.Exists(gate))
            Tool.Run(Path.Combine(Repository.Root, "build.sh"), "arm64", "gate");
        using SharedDirectory shared = new("db", "web");
        string[] arguments = [Emulator, "-0", shared.Gate, gate, "run", "--self=web", "--after=db:started", "--record=ended", "--", "/bin/sh", "-c", "exit 9"];
        await using var process = GateProcess.Start(new Launch { Path = Emulator, Arguments = arguments });
        await process.Error.Line("waiting for db: started");
        shared.Record("db", "started");
        Assert.Equal(ExitStatus.Exited(9), await process.Ended());
        Assert.Equal("9", await shared.Recorded("web", "ended"));
    }
}
