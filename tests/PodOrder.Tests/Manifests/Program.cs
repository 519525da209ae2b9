using System.Diagnostics;

namespace PodOrder.Tests.Manifests;

/// <summary>A program that is run to its end.</summary>
internal static class Program
{
    public static string Succeeds(string path, params string[] arguments)
    {
        var (code, output, errors) = Run(path, arguments);
        Assert.True(code == 0, $"{Path.GetFileName(path)} {string.Join(' ', arguments)}: {output}{errors}");
        return output;
    }

    public static (int Code, string Output, string Errors) Run(string path, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
