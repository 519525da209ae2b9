using System.Diagnostics;

namespace PodOrder.Documentation.Commands;

/// <summary>Runs a command as a reader does: in a shell, at the top of the repository, with the plugin on the PATH.</summary>
internal static class Shell
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(5);

    /// <summary>What it printed, to both outputs.</summary>
    /// <exception cref="TimeoutException">It took longer than five minutes.</exception>
    public static string Run(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"exec 2>&1; {command}"]) { WorkingDirectory = Repository.PathOf(""), RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["PATH"] = $"{Plugin.Folder}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var printed = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(_longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{command}' runs for more than {_longest.TotalMinutes} minutes.");
        }
        return printed.GetAwaiter().GetResult();
    }
}
