namespace PodOrder.Gate.Tests.Harness;

/// <summary>Where the repository is: the folder above the test binary that holds the solution.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Webhook.sln")))
                return at.FullName;
        }

        throw new InvalidOperationException($"No Webhook.sln above {AppContext.BaseDirectory}: the tests run from within the repository.");
    }
}
