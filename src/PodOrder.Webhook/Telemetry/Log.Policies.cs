using PodOrder.Policies;

namespace PodOrder.Webhook.Telemetry;

/// <content>What is logged of policies.</content>
internal static partial class Log
{
    [LoggerMessage(60, LogLevel.Information, "PodOrderPolicy {Policy} is told in its status: Accepted={Accepted}, {Reason}", EventName = "PolicyStatusWritten")]
    public static partial void PolicyStatusWritten(this ILogger log, string policy, string accepted, string reason);

    [LoggerMessage(61, LogLevel.Warning, "The status of PodOrderPolicies cannot be written, the policies are applied all the same: {Why}", EventName = "PolicyStatusNotWritten")]
    public static partial void PolicyStatusNotWritten(this ILogger log, string why);

    [LoggerMessage(62, LogLevel.Information, "{Count} waits of policies are not kept in {Namespace}/{Name}; the first is that of {Policy}, {Waiter} after {Dependency}: {Reason}", EventName = "WaitsSkipped")]
    public static partial void WaitsSkipped(this ILogger log, int count, string @namespace, string name, string policy, string waiter, string dependency, SkipReason reason);
}
