using System.Diagnostics;

namespace PodOrder.Webhook.Tests;

/// <summary>Programs that tests need besides the SDK.</summary>
internal static class Tools
{
    /// <summary>Those that make, carry and serve images.</summary>
    public static void Demand() => Demand("docker-registry", "skopeo", "umoci");

    /// <summary>Skips the test, visibly, where one lacks; fails it where CI=true, since there everything is to be tested.</summary>
    public static void Demand(params string[] tools)
    {
        var missing = tools.Where(t => Find(t) is null).ToList();
        if (missing.Count == 0)
            return;
        var lack = $"This test needs {string.Join(" and ", missing)}: scripts/dependencies.sh test.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(lack);
        Assert.Skip(lack);
    }

    public static Task RunAsync(string tool, params string[] args) => FeedAsync("", tool, args);

    /// <summary>The same with a text on its standard input.</summary>
    public static async Task FeedAsync(string input, string tool, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(Find(tool)!, args) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{tool} {string.Join(' ', args)}: {await output}{await errors}");
    }

    public static string? Find(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(d => Path.Combine(d, tool)).FirstOrDefault(File.Exists);
}
