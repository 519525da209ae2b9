using System.Diagnostics;

namespace PodOrder.Webhook.Tests.Registry;

/// <summary>The programs that make, carry and serve images.</summary>
internal static class Tools
{
    /// <summary>Skips the test, visibly, where one lacks; fails it where CI=true, since there everything is to be tested.</summary>
    public static void Demand()
    {
        var missing = ((string[])["docker-registry", "skopeo", "umoci"]).Where(t => Find(t) is null).ToList();
        if (missing.Count == 0)
            return;
        var lack = $"A real registry needs {string.Join(" and ", missing)}: apt-get install them.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(lack);
        Assert.Skip(lack);
    }

    public static async Task RunAsync(string tool, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(Find(tool)!, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{tool} {string.Join(' ', args)}: {await output}{await errors}");
    }

    public static string? Find(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(d => Path.Combine(d, tool)).FirstOrDefault(File.Exists);
}
