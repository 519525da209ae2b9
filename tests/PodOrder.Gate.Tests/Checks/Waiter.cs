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

    /// <summary>It does not open, and says what stands in the way.</summary>
    public static async Task Waits(SharedDirectory shared, string check, string reason, params string[] flags)
    {
        await using var gate = Start(shared, check, flags);
        await Eventually.True(() => shared.Read("web", "waiting")?.Contains(reason, StringComparison.Ordinal) == true, reason);
        Assert.True(gate.IsRunning);
    }
}
