namespace PodOrder.E2E.Cluster;

/// <summary>For what cannot be watched.</summary>
internal static class Eventually
{
    public static async Task HoldsAsync(Func<Task<bool>> condition, int seconds = 60)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"It did not come to hold within {seconds} s.");
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }
}
