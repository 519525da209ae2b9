using PodOrder.Conformance.Images;

namespace PodOrder.Conformance.Runtime;

/// <summary>What this machine must have for Pods to run on it.</summary>
internal static class Machine
{
    private static readonly Lazy<string?> Lack = new(FindLack);

    /// <summary>Skips the test, visibly, where something lacks.</summary>
    public static void Demand()
    {
        if (Lack.Value is { } lack)
            Lacks(lack);
    }

    /// <summary>Skips the test with a reason; fails it where CI=true, since there everything is to be tested.</summary>
    public static void Lacks(string what)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(what);
        Assert.Skip(what);
    }

    private static string? FindLack()
    {
        if (!OperatingSystem.IsLinux())
            return "Pods run on Linux only.";
        if (Native.EffectiveUser() != 0)
            return "Running Pods needs root: containers get namespaces and mounts of their own. Run the tests as root.";
        if (!File.Exists(BusyboxRoot.Busybox))
            return "Running Pods needs busybox: apt-get install busybox-static.";
        if (IsDynamic(BusyboxRoot.Busybox))
            return "Running Pods needs a static busybox, this machine's is linked dynamically: apt-get install busybox-static.";
        return Find("crun") is null ? "Running Pods needs crun: apt-get install crun."
            : Find("ip") is null ? "Running Pods needs ip: apt-get install iproute2."
            : null;
    }

    // A dynamic executable names its loader.
    private static bool IsDynamic(string file) => File.ReadAllBytes(file).AsSpan(0, 4096).IndexOf("/ld-"u8) >= 0;

    private static string? Find(string program) =>
        "/usr/sbin:/usr/bin:/sbin:/bin".Split(':').Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
}
