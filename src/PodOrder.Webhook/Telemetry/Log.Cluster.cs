namespace PodOrder.Webhook.Telemetry;

/// <content>What is logged of the API server.</content>
internal static partial class Log
{
    [LoggerMessage(40, LogLevel.Warning, "{Resource} cannot be followed, the last state stays: {Why}{StackTrace}", EventName = "NotFollowed")]
    public static partial void NotFollowed(this ILogger log, string resource, string why, string stackTrace);

    [LoggerMessage(41, LogLevel.Information, "{Resource} is followed again", EventName = "FollowedAgain")]
    public static partial void FollowedAgain(this ILogger log, string resource);

    [LoggerMessage(42, LogLevel.Debug, "{Resource} is listed again: {Why}", EventName = "ListedAgain")]
    public static partial void ListedAgain(this ILogger log, string resource, string why);

    // Not the exception itself: its message may quote the object.
    [LoggerMessage(43, LogLevel.Error, "{Object} is left out, reading it failed: {Exception} {StackTrace}", EventName = "ObjectLeftOut")]
    public static partial void ObjectLeftOut(this ILogger log, string @object, string exception, string? stackTrace);

    [LoggerMessage(44, LogLevel.Information, "Secret {Secret} is written: {What}", EventName = "AuthoritiesWritten")]
    public static partial void AuthoritiesWritten(this ILogger log, string secret, string what);

    [LoggerMessage(45, LogLevel.Error, "The certificate authority stays as it is: {Why}", EventName = "AuthoritiesKept")]
    public static partial void AuthoritiesKept(this ILogger log, string why);

    [LoggerMessage(46, LogLevel.Information, "A certificate was signed and is served; it expires at {NotAfter:u}, it is renewed at {Renewal:u}", EventName = "CertificateSigned")]
    public static partial void CertificateSigned(this ILogger log, DateTimeOffset notAfter, DateTimeOffset renewal);

    [LoggerMessage(47, LogLevel.Information, "{Configuration} was not true at version {Version}, and is patched", EventName = "ConfigurationPatched")]
    public static partial void ConfigurationPatched(this ILogger log, string configuration, string version);

    [LoggerMessage(48, LogLevel.Warning, "The webhook configurations are not kept true: {Why}", EventName = "ConfigurationNotKept")]
    public static partial void ConfigurationNotKept(this ILogger log, string why);

    [LoggerMessage(49, LogLevel.Error, "Kubernetes {Version} is older than {Oldest}, which PodOrder is made for: its webhook configurations may lose their matchConditions there, and every Pod then travels to this server. Upgrade the cluster, or uninstall PodOrder", EventName = "ClusterTooOld")]
    public static partial void ClusterTooOld(this ILogger log, string version, string oldest);

    // Not the exception itself: its message may quote a secret.
    [LoggerMessage(50, LogLevel.Error, "Work behind the scenes failed and is tried again: {Exception} {StackTrace}", EventName = "RoundFailed")]
    public static partial void RoundFailed(this ILogger log, string exception, string? stackTrace);
}
