using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;

namespace PodOrder.Registry;

/// <summary>Names what went wrong. Of what a server says only the status is told on: its text is not the person's, and may hold anything.</summary>
internal static class Failure
{
    /// <summary>The failure that an answer of another status than 200 is.</summary>
    public static LookUpFailedException Of(HttpStatusCode status, string host) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(LookUpReason.Unauthorized, $"{host} does not show it to PodOrder ({(int)status})"),
        HttpStatusCode.NotFound => new(LookUpReason.NotFound, $"{host} does not have it (404)"),
        HttpStatusCode.TooManyRequests => new(LookUpReason.RateLimited, $"{host} has been asked too often (429)"),
        _ => new(LookUpReason.RegistryFailed, $"{host} answered with status {(int)status}"),
    };

    /// <summary>The failure that an exception means; null for one that is a fault of our own.</summary>
    public static LookUpFailedException? Of(Exception exception, string host) => exception switch
    {
        LookUpFailedException failure => failure,
        OperationCanceledException or TimeoutException => TimedOut(host),
        JsonException => new(LookUpReason.BadContent, $"{host} sent what is no manifest, image configuration or token"),
        // What the connector refused comes wrapped.
        HttpRequestException { InnerException: { } inner } when Of(inner, host) is LookUpFailedException { Reason: LookUpReason.TargetRefused } refused => refused,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException =>
            new(LookUpReason.Untrusted, $"the certificate of {host} is not trusted"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(LookUpReason.TooLarge, $"{host} sends too many headers"),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => new(LookUpReason.BadContent, $"{host} does not speak HTTP as it should"),
        HttpRequestException or IOException or SocketException => new(LookUpReason.Unreachable, $"{host} cannot be reached"),
        _ => null,
    };

    /// <summary>There was no time left.</summary>
    public static LookUpFailedException TimedOut(string host) => new(LookUpReason.TimedOut, $"{host} did not answer in time; it may next time");
}
