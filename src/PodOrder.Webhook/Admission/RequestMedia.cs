namespace PodOrder.Webhook.Admission;

/// <summary>What a request says its body is.</summary>
public static class RequestMedia
{
    private const string Json = "application/json";

    /// <summary>Requires plain JSON, which is all that the API server sends.</summary>
    /// <exception cref="RejectedRequestException">It is something else (415).</exception>
    public static void RequireJson(HttpRequest request)
    {
        if (!IsJson(request.ContentType))
            throw Rejected($"The Content-Type has to be {Json}.");
        if (request.Headers.ContentEncoding.Count > 0)
            throw Rejected("The body has to be sent without Content-Encoding.");
    }

    // Parameters (charset) change nothing: the bytes have to be UTF-8, which is checked.
    private static bool IsJson(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(Json, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == Json.Length || contentType[Json.Length] is ';' or ' ');

    private static RejectedRequestException Rejected(string message) =>
        new(StatusCodes.Status415UnsupportedMediaType, RejectionReason.MediaType, message);
}
