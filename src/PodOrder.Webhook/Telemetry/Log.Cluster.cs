namespace PodOrder.Webhook.Telemetry;

/// <content>What is logged of the API server.</content>
internal static partial class Log
{
    [LoggerMessage(40, LogLevel.Warning, "{Resource} cannot be followed, the last state stays: {Why} {StackTrace}", EventName = "NotFollowed")]
    public static partial void NotFollowed(this ILogger log, string resource, string why, string? stackTrace);

    [LoggerMessage(41, LogLevel.Information, "{Resource} is followed again", EventName = "FollowedAgain")]
    public static partial void FollowedAgain(this ILogger log, string resource);

    [LoggerMessage(42, LogLevel.Debug, "{Resource} is listed again: {Why}", EventName = "ListedAgain")]
    public static partial void ListedAgain(this ILogger log, string resource, string why);

    // Not the exception itself: its message may quote the object.
    [LoggerMessage(43, LogLevel.Error, "{Object} is left out, reading it failed: {Exception} {StackTrace}", EventName = "ObjectLeftOut")]
    public static partial void ObjectLeftOut(this ILogger log, string @object, string exception, string? stackTrace);
}
