namespace PodOrder.Tests.Manifests;

/// <summary>The real helm, from the PATH or from where scripts/kubernetes-tools.sh puts it.</summary>
internal static class Helm
{
    private static readonly string? _path = $"{Environment.GetEnvironmentVariable("PATH")}:{Repository.PathOf("out/tools")}"
        .Split(':').Select(folder => Path.Combine(folder, "helm")).FirstOrDefault(File.Exists);

    /// <summary>Skips the test, visibly, where there is no helm; fails it where CI=true, since there everything is to be tested.</summary>
    public static void Demand()
    {
        if (_path is not null)
            return;
        const string lack = "helm is missing: run scripts/dependencies.sh test and scripts/kubernetes-tools.sh";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", lack);
        Assert.Skip(lack);
    }

    /// <returns>What it wrote.</returns>
    public static string Succeeds(params string[] arguments)
    {
        Demand();
        return Program.Succeeds(_path!, arguments);
    }

    /// <returns>What it complained of.</returns>
    public static string Fails(params string[] arguments)
    {
        Demand();
        var (code, _, errors) = Program.Run(_path!, arguments);
        Assert.NotEqual(0, code);
        return errors;
    }
}
