namespace PodOrder.Gate.Tests;

/// <summary>What a test needs of the machine; without it the test is skipped, visibly.</summary>
internal static class Requires
{
    public static void Root() => Assert.SkipUnless(Libc.geteuid() == 0, "needs root: namespaces, mounts and identities are made");

    /// <summary>In continuous integration what scripts/dependencies.sh installs is there, or the test fails.</summary>
    public static void Program(string path, string package) =>
        Assert.SkipUnless(File.Exists(path) || Environment.GetEnvironmentVariable("CI") == "true", $"needs {path} of the package {package}");

    public static void MemoryCgroup() => Assert.SkipWhen(Harness.MemoryCgroup.Unavailable is not null, $"needs a memory cgroup: {Harness.MemoryCgroup.Unavailable}");
}
