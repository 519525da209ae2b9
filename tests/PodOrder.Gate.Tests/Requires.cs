namespace PodOrder.Gate.Tests;

/// <summary>What a test needs of the machine; without it the test is skipped, visibly.</summary>
internal static class Requires
{
    public static void Root() => Assert.SkipUnless(Libc.geteuid() == 0, "needs root: namespaces, mounts and identities are made");

    public static void MemoryCgroup() => Assert.SkipWhen(Harness.MemoryCgroup.Unavailable is not null, $"needs a memory cgroup: {Harness.MemoryCgroup.Unavailable}");
}
