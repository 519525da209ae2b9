using System.Diagnostics;

namespace PodOrder.Cli.Tests.Running;

/// <summary>Runs <c>kubectl-podorder</c> as a user does: a process of its own, with real files.</summary>
internal static class CliProcess
{
    private static readonly string _program = Path.Combine(AppContext.BaseDirectory, "kubectl-podorder");

    /// <param name="arguments">The arguments.</param>
    /// <param name="directory">The working directory; the repository where none is given.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="environment">Variables beyond those of a plain UTF-8 machine.</param>
    /// <param name="program">Another build of it.</param>
    public static async Task<CliRun> RunAsync(
        IEnumerable<string> arguments, string? directory = null, string input = "", IReadOnlyDictionary<string, string>? environment = null, string? program = null)
    {
        var start = new ProcessStartInfo(program ?? _program, arguments)
        {
            WorkingDirectory = directory ?? Repository.PathOf("."),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment.Remove("NO_COLOR");
        start.Environment.Remove("KUBECONFIG");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return new CliRun(process.ExitCode, await output, await error);
    }
}
