namespace PodOrder.Gate.Tests.Checks;

/// <summary>A container that waits for `db: ready` by a check.</summary>
internal static class Waiter
{
    /// <summary>Starts it; the flags belong to the check.</summary>
    public static GateProcess Start(SharedDirectory shared, string check, params string[] flags) => GateProcess.Start(
        shared, ["run", "--self=web", "--after=db:ready", $"--check={check}", .. flags, .. App.Does("exit", "0")]);

    /// <summary>It opens.</summary>
    public static async Task Opens(SharedDirectory shared, string check, params string[] flags)
    {
        await using var gate = Start(shared, check, flags);
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
    }

    /// <summary>It waits to its timeout, and says last what stood in the way.</summary>
    public static async Task Waits(SharedDirectory shared, string check, string reason, params string[] flags)
    {
        await using var gate = Start(shared, check, [.. flags, "--timeout=400ms"]);
        Assert.Equal(ExitStatus.Exited(124), await gate.Ended());
        Assert.Contains(reason, gate.Error.Lines[^1], StringComparison.Ordinal);
    }
}
