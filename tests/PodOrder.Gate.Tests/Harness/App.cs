namespace PodOrder.Gate.Tests.Harness;

/// <summary>The end of a command line: `--` and what the application does (Probe/probe.c).</summary>
internal static class App
{
    public static string[] Does(params string[] words) => ["--", CPrograms.Probe, .. words];

    /// <summary>The same in a <see cref="Container"/>, where the program lies in the root.</summary>
    public static string[] DoesInside(params string[] words) => ["--", "/probe", .. words];
}
