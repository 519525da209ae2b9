namespace PodOrder.Conformance.Runtime;

/// <summary>Where the repository's own files are.</summary>
internal static class Repository
{
    /// <summary>Its root: the first folder above the test's own that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The gate, as <c>./build.sh</c> leaves it. Without it a test is skipped, visibly, or fails where CI=true.</summary>
    public static string DemandGate()
    {
        var gate = Path.Combine(Root, "out/linux-x64/gate");
        if (!File.Exists(gate))
            Machine.Lacks($"There is no {gate}: run ./build.sh first.");
        return gate;
    }

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Webhook.sln")))
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("The tests run outside of their repository.");
        return directory;
    }
}
