using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using PodOrder.Cli.Tests.Cluster;
using PodOrder.Cli.Tests.Running;

namespace PodOrder.Cli.Tests;

/// <summary>
/// Each folder of Goldens holds a command, the files that it reads, the name of the recorded cluster that it asks, and all that it says. After a change that is meant,
/// <c>UPDATE_GOLDENS=1</c> writes them anew; then read the difference.
/// </summary>
public sealed partial class GoldenTests
{
    private static readonly string _folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Goldens");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(_folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Cases))]
    public async Task A_command_says_what_its_golden_says(string name)
    {
        var folder = Path.Combine(_folder, name);
        var command = (await File.ReadAllTextAsync(Path.Combine(folder, "command"))).TrimEnd('\n').Split(' ');
        Assert.Equal(["kubectl", "podorder"], command[..2]);

        await using var cluster = File.Exists(Path.Combine(folder, "cluster"))
            ? await RecordedCluster.StartAsync(Path.Combine(_folder, "../Clusters", (await File.ReadAllTextAsync(Path.Combine(folder, "cluster"))).Trim()))
            : null;
        var run = await CliProcess.RunAsync(command[2..], folder, environment: new Dictionary<string, string> { ["KUBECONFIG"] = cluster?.Kubeconfig ?? "/nowhere", ["TZ"] = "UTC" });

        await HoldAsync(Path.Combine(folder, "expected.out"), run.Output);
        await HoldAsync(Path.Combine(folder, "expected.err"), run.Error + $"exit code {run.ExitCode}\n");
    }

    private static async Task HoldAsync(string file, string said)
    {
        said = Clock().Replace(Port().Replace(said, "127.0.0.1:PORT"), "HH:MM:SS ");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDENS") is { Length: > 0 }) await File.WriteAllTextAsync(file, said);
        Assert.Equal(await File.ReadAllTextAsync(file), said);
    }

    [GeneratedRegex(@"^\d\d:\d\d:\d\d ", RegexOptions.Multiline)]
    private static partial Regex Clock();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Port();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
