namespace PodOrder.Gate.Benchmarks;

/// <summary>The C programs beside this file, compiled at run time.</summary>
internal static class Programs
{
    public static string Stamp { get; } = Compile("stamp");

    public static string Floor { get; } = Compile("floor");

    private static string Compile(string name) =>
        CPrograms.Compile(name, Path.Combine(Repository.Root, "bench", "PodOrder.Gate.Benchmarks", name + ".c"));
}
