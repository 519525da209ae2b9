using PodOrder.Webhook.Admission;

namespace PodOrder.Webhook.Telemetry;

/// <summary>
/// Everything the server logs. No line holds what a Pod contains or what an annotation says: names, words and numbers only.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Serving {Address}", EventName = "Serving")]
    public static partial void Serving(this ILogger log, string address);

    [LoggerMessage(2, LogLevel.Information, "Told to stop; unready now, serving for {Seconds} s more", EventName = "Draining")]
    public static partial void Draining(this ILogger log, double seconds);

    [LoggerMessage(3, LogLevel.Information, "Stopped", EventName = "Stopped")]
    public static partial void Stopped(this ILogger log);

    [LoggerMessage(10, LogLevel.Information, "{Outcome}: {Namespace}/{Name} ({Uid}), {PatchBytes} bytes of patch, {Milliseconds} ms", EventName = "Allowed")]
    public static partial void Allowed(this ILogger log, string outcome, string @namespace, string name, string uid, int patchBytes, double milliseconds);

    [LoggerMessage(14, LogLevel.Information, "Refused for {Reason}: {Namespace}/{Name} ({Uid}), {Milliseconds} ms", EventName = "Refused")]
    public static partial void Refused(this ILogger log, string reason, string @namespace, string name, string uid, double milliseconds);

    [LoggerMessage(11, LogLevel.Warning, "A request was rejected: {Reason}, status {Status}", EventName = "Rejected")]
    public static partial void Rejected(this ILogger log, RejectionReason reason, int status);

    // Not the exception itself: its message may quote the Pod.
    [LoggerMessage(12, LogLevel.Error, "A request failed after {Milliseconds} ms, the server goes on: {Exception} {StackTrace}", EventName = "Failed")]
    public static partial void Failed(this ILogger log, Type exception, string? stackTrace, double milliseconds);

    [LoggerMessage(13, LogLevel.Debug, "The client of connection {Connection} went away before its answer", EventName = "ClientGone")]
    public static partial void ClientGone(this ILogger log, string connection);

    [LoggerMessage(15, LogLevel.Debug, "Connection {Connection} failed: {Why}", EventName = "ConnectionFailed")]
    public static partial void ConnectionFailed(this ILogger log, string connection, string why);

    [LoggerMessage(20, LogLevel.Warning, "No certificate is configured: the server made one in memory, which no API server trusts until its caBundle names it; for anything but a trial give --tls-secret, or --tls-cert and --tls-key. SHA-256 {Fingerprint}", EventName = "CertificateMade")]
    public static partial void CertificateMade(this ILogger log, string fingerprint);

    [LoggerMessage(21, LogLevel.Information, "The certificate of {Path} is served; it expires at {NotAfter:u}", EventName = "CertificateLoaded")]
    public static partial void CertificateLoaded(this ILogger log, string path, DateTimeOffset notAfter);

    [LoggerMessage(22, LogLevel.Warning, "The certificate served so far stays, it expires at {NotAfter:u}: {Why}", EventName = "CertificateNotReplaced")]
    public static partial void CertificateNotReplaced(this ILogger log, DateTimeOffset notAfter, string why);

    [LoggerMessage(23, LogLevel.Warning, "Changes of {Folder} are not notified, only looked for every {Seconds} s: {Why}", EventName = "CertificateNotWatched")]
    public static partial void CertificateNotWatched(this ILogger log, string folder, double seconds, string why);

    [LoggerMessage(30, LogLevel.Error, "Looking an image up failed: {Fault} {StackTrace}", EventName = "LookUpFailed")]
    public static partial void LookUpFailed(this ILogger log, string fault, string? stackTrace);

    [LoggerMessage(31, LogLevel.Warning, "The pull secret {Namespace}/{Secret} is not read: {Why}", EventName = "PullSecretNotRead")]
    public static partial void PullSecretNotRead(this ILogger log, string @namespace, string secret, string why);
}
