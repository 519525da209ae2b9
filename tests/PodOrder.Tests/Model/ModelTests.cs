using System.Diagnostics;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Model;

/// <summary>The model of the gate's protocol in docs/model, searched exhaustively for small Pods.</summary>
public sealed class ModelTests
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(5); // on an idle machine: ten seconds

    [Fact]
    public void Every_run_of_every_small_Pod_keeps_the_order_and_comes_to_its_end() => Search("--quick");

    [Fact]
    public void Every_weakened_protocol_is_caught() => Search("--mutants");

    private static void Search(string option)
    {
        if (!IsInstalled("spin") || !IsInstalled("gcc"))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "spin and gcc are missing: run scripts/dependencies.sh test");
            Assert.Skip("spin or gcc is not installed: run scripts/dependencies.sh test");
        }
        var (code, output) = Run(Repository.PathOf("docs/model/check.sh"), option);
        Assert.True(code == 0, output);
        Assert.Contains("all as expected", output, StringComparison.Ordinal);
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static (int Code, string Output) Run(string program, string option)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [option]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (!process.WaitForExit(_longest)) process.Kill(entireProcessTree: true);
        return (process.ExitCode, output.GetAwaiter().GetResult());
    }
}
