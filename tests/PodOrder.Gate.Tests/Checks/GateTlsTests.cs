namespace PodOrder.Gate.Tests.Checks;

/// <summary>`gate-tls`: installed where it is needed, taken where it is needed, and as little to be noticed as the gate.</summary>
public sealed class GateTlsTests
{
    private static readonly string[] s_ways = ["executed", "supervised"];

    public static TheoryData<string> Ways => [.. s_ways];

    [Fact]
    public async Task It_is_installed_only_when_asked_for()
    {
        using Installer installer = new();
        GateBinary.Place(GateBinary.Tls, installer.Image + "-tls");
        await installer.Install("web");
        Assert.False(File.Exists(installer.Gate + "-tls"));
        await using var process = GateProcess.Start(installer.Launch("--container=web", "--tls"));
        Assert.Equal(ExitStatus.Exited(0), await process.Ended());
        Assert.Equal(File.ReadAllBytes(GateBinary.Tls), File.ReadAllBytes(installer.Gate + "-tls"));
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(installer.Gate + "-tls"));
    }

    [Fact]
    public async Task An_image_without_it_cannot_install_it_and_says_so()
    {
        using Installer installer = new();
        await using var process = GateProcess.Start(installer.Launch("--container=web", "--tls"));
        Assert.Equal(ExitStatus.Exited(125), await process.Ended());
        Assert.Equal(
            $"podorder: {installer.Image}-tls cannot be read (No such file or directory); it belongs into the gate's image", process.Error.Lines[^1]);
    }

    [Fact]
    public async Task Where_it_is_missing_an_https_check_is_refused_with_a_sentence()
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = Waiter.Start(shared, "https:8443/");
        Assert.Equal(ExitStatus.Exited(125), await gate.Ended());
        Assert.StartsWith(
            $"podorder: https 8443/ needs {shared.Gate}-tls, which podorder-install puts there with --tls; ", gate.Error.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task It_needs_nothing_in_the_root_and_no_capability(string way)
    {
        Requires.Root();
        using var shared = SharedDirectory.WithTls("db", "web");
        using var certificate = Certificates.Of("rsa");
        await using var db = await HttpServer.Start(HttpServer.Status(200), certificate: certificate);
        await using var container = await Container.Start(
            shared, "web", ["run", "--self=web", "--after=db:ready", $"--check=https:{db.Port}/", .. Record(way), .. App.DoesInside("say", "hello", "exit", "9")],
            before: ["--limit", "7", "16", "16"],
            after: ["--groups", "-", "--gid", "65532", "--uid", "65532", "--drop-capabilities", "--no-new-privileges"]);
        Assert.Equal(ExitStatus.Exited(9), await container.Ended());
        Assert.Equal("hello\n", container.Process.Out.Text);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_application_does_not_notice_it_either(string way)
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var certificate = Certificates.Of("P-256");
        await using var db = await HttpServer.Start(HttpServer.Status(200), certificate: certificate);
        Setting setting = new("--umask", "027", "--ignore", "13", "--block", "10", "--limit", "7", "333", "4444", "--nice", "7")
        {
            Environment = ["PATH=/usr/bin:/bin", "A=1", "A=2", "DOTNET_GCHeapHardLimit=1", "Org.BouncyCastle.Rsa.AllowUnsafeModulus=no"],
        };
        Assert.Equal(await setting.Report(shared, null), await setting.Report(shared, [.. Record(way), "--after=db:ready", $"--check=https:{db.Port}/"]));
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(503, 1)]
    public async Task A_startup_probe_over_TLS_is_made_after_the_opening(int status, int code)
    {
        using var shared = SharedDirectory.WithTls("web");
        using var certificate = Certificates.Of("P-256");
        await using var web = await HttpServer.Start(HttpServer.Status(status), certificate: certificate);
        shared.Record("web", "opened", SharedDirectory.Ago(TimeSpan.Zero));
        await using var probe = GateProcess.Start(shared, "probe", "--self=web", "--opened", $"--check=https:{web.Port}/", "--check-timeout=10s");
        Assert.Equal(ExitStatus.Exited(code), await probe.Ended());
        Assert.Equal(code == 0 ? "" : $"https {web.Port}/ 503\n", probe.Out.Text);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_postStart_hook_over_TLS_is_asked_once_the_process_has_started(string way)
    {
        using var shared = SharedDirectory.WithTls("web");
        using var certificate = Certificates.Of("P-256");
        await using var web = await HttpServer.Start(HttpServer.Status(418), certificate: certificate);
        await using var gate = GateProcess.Start(
            shared, ["run", "--self=web", .. Record(way), $"--hook=https:{web.Port}/begin", "--header=X-Hook: yes", .. App.Does("on", "15", "9", "say", "up", "pause")]);
        await gate.Out.Line("up");
        await Eventually.True(() => !web.Requests.IsEmpty, "the hook's request");
        Assert.Equal("/begin", web.Requests.First().Path);
        Assert.Equal("yes", web.Requests.First().Headers["X-Hook"]);
        gate.Signal(Signals.Term);
        Assert.Equal(ExitStatus.Exited(9), await gate.Ended());
    }

    private static string[] Record(string way) => way == "supervised" ? ["--record=started", "--record=ended"] : ["--record=started"];
}
