using System.Diagnostics.CodeAnalysis;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Cluster;

/// <summary>Work that goes on until the server ends, whatever one round of it meets with.</summary>
internal static class Rounds
{
    /// <summary>Does a round, waits, and so on.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "A fault in the work behind the scenes must not end the server, nor the work.")]
    public static async Task RunAsync(Func<CancellationToken, Task> round, Func<CancellationToken, Task> wait, ILogger log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await round(stop);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                log.RoundFailed(e.GetType().Name, e.StackTrace);
            }
            await wait(stop);
        }
    }
}
