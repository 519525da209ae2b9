using System.Diagnostics;

namespace PodOrder.E2E.Cluster;

/// <summary>Programs as a person runs them: kubectl, helm, and those that reach the node.</summary>
internal static class Commands
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(6);
    private static readonly string _tools = Repository.PathOf("out/tools");

    public static Task<string> KubectlAsync(params string[] arguments) => SucceedsAsync("kubectl", arguments);

    /// <summary>Applies a manifest, which need not have a namespace.</summary>
    public static Task<string> ApplyAsync(string manifest, params string[] arguments) => SucceedsAsync("kubectl", ["apply", "--filename=-", .. arguments], manifest);

    /// <returns>What it wrote to standard output and standard error; a warning is part of the answer.</returns>
    public static async Task<string> SucceedsAsync(string program, string[] arguments, string? input = null)
    {
        var output = await RunAsync(program, arguments, input);
        Assert.True(output.Code == 0, $"{program} {string.Join(' ', arguments)} ended with {output.Code}: {output.Text}{output.Errors}");
        return output.Text + output.Errors;
    }

    /// <returns>What it complained of.</returns>
    public static async Task<string> FailsAsync(string program, string[] arguments, string? input = null)
    {
        var output = await RunAsync(program, arguments, input);
        Assert.True(output.Code != 0, $"{program} {string.Join(' ', arguments)} was to fail, and did not: {output.Text}{output.Errors}");
        return output.Errors;
    }

    public static async Task<Output> RunAsync(string program, string[] arguments, string? input = null)
    {
        using var process = Start(program, arguments, redirectInput: true);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(_longest);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return new Output(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Starts a program whose output is read as it comes.</summary>
    public static Process Start(string program, string[] arguments, bool redirectInput = false)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What scripts/kubernetes-tools.sh has unpacked stands in where the PATH has none.
        start.FileName = Environment.GetEnvironmentVariable("PATH")!.Split(':').Append(_tools)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? program;
        return Process.Start(start)!;
    }

    /// <summary>How a program ended.</summary>
    internal sealed record Output(int Code, string Text, string Errors);
}
