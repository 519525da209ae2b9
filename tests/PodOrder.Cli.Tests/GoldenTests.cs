using System.Runtime.CompilerServices;
using PodOrder.Cli.Tests.Running;

namespace PodOrder.Cli.Tests;

/// <summary>
/// Each folder of Goldens holds a command, the files that it reads, and all that it says. After a change that is meant,
/// <c>UPDATE_GOLDENS=1</c> writes them anew; then read the difference.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string _folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Goldens");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(_folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Cases))]
    public async Task A_command_says_what_its_golden_says(string name)
    {
        var folder = Path.Combine(_folder, name);
        var command = (await File.ReadAllTextAsync(Path.Combine(folder, "command"))).TrimEnd('\n').Split(' ');
        Assert.Equal(["kubectl", "podorder"], command[..2]);

        var run = await CliProcess.RunAsync(command[2..], folder);

        await HoldAsync(Path.Combine(folder, "expected.out"), run.Output);
        await HoldAsync(Path.Combine(folder, "expected.err"), run.Error + $"exit code {run.ExitCode}\n");
    }

    private static async Task HoldAsync(string file, string said)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDENS") is { Length: > 0 }) await File.WriteAllTextAsync(file, said);
        Assert.Equal(await File.ReadAllTextAsync(file), said);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
