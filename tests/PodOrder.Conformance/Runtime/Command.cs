using System.Diagnostics;

namespace PodOrder.Conformance.Runtime;

/// <summary>Runs a program of this machine to its end.</summary>
internal static class Command
{
    /// <summary>Runs it and throws with its output if it fails.</summary>
    public static async Task RunAsync(params string[] argv)
    {
        var (code, output) = await TryAsync(argv);
        if (code != 0)
            throw new IOException($"{string.Join(' ', argv)} ended with {code}: {output}");
    }

    /// <summary>Runs it; the exit code and what it said.</summary>
    public static async Task<(int ExitCode, string Output)> TryAsync(params string[] argv)
    {
        using var process = Start(argv);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output + await errors).Trim());
    }

    /// <summary>Starts it with piped output and an empty stdin.</summary>
    public static Process Start(IEnumerable<string> argv)
    {
        var list = argv.ToList();
        var start = new ProcessStartInfo(list[0], list.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start) ?? throw new IOException($"{list[0]} did not start.");
        process.StandardInput.Close();
        return process;
    }
}
