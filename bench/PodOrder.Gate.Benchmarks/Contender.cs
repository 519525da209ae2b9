namespace PodOrder.Gate.Benchmarks;

/// <summary>One program that waits and then starts an application: the gate, or the floor in C.</summary>
internal sealed class Contender(string name, Func<SharedDirectory, Way, bool, string[], Launch> launch)
{
    public static Contender Gate { get; } = new("gate", LaunchGate);

    public static Contender Floor { get; } = new("static C", LaunchFloor);

    public string Name => name;

    /// <summary>Starts it before the application; with `waits`, it waits for the record `started` of `db` first.</summary>
    public GateProcess Start(SharedDirectory shared, Way way, bool waits, params string[] application) =>
        GateProcess.Start(launch(shared, way, waits, application));

    private static Launch LaunchGate(SharedDirectory shared, Way way, bool waits, string[] application) => shared.Launch(
    [
        "run", "--self=web",
        .. waits ? new[] { "--after=db:started" } : [],
        .. way == Way.Supervised ? new[] { "--record=ended" } : [],
        "--", .. application,
    ]);

    private static Launch LaunchFloor(SharedDirectory shared, Way way, bool waits, string[] application) => new()
    {
        Path = Programs.Floor,
        Arguments = ["floor", way == Way.Executed ? "exec" : "supervise", waits ? shared.PathOf("db", "started") : "-", .. application],
    };
}
