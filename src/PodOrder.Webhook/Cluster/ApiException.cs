using System.Net;
using System.Text;
using System.Text.Json;

namespace PodOrder.Webhook.Cluster;

/// <summary>What the API server answers when it does not do what it was asked to. The message is a sentence, mostly the server's own.</summary>
internal sealed class ApiException(int code, string reason, string message) : Exception(message)
{
    private const int LongestText = 400;

    /// <summary>The HTTP status, or that of an event in a watch.</summary>
    public int Code => code;

    /// <summary>One word of <c>metav1.StatusReason</c>, or empty.</summary>
    public string Reason => reason;

    /// <summary>When to try again at the earliest.</summary>
    public TimeSpan RetryAfter { get; init; }

    public bool IsNotFound => code == 404;

    public bool IsAlreadyExists => reason == "AlreadyExists";

    /// <summary>The object has changed since it was read: by its resourceVersion (409), or by a failed <c>test</c> of a patch (422).</summary>
    public bool IsConflict => (code == 409 && !IsAlreadyExists) || code == 422;

    public bool IsForbidden => code == 403;

    /// <summary>The resourceVersion or the continuation is too old: list again.</summary>
    public bool IsGone => code == 410 || reason is "Expired" or "Gone";

    /// <summary>Makes one of a <c>metav1.Status</c>, or of whatever else came.</summary>
    public static ApiException Of(int code, ReadOnlySpan<byte> body, TimeSpan retryAfter = default)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var status = JsonDocument.ParseValue(ref reader);
            return Of(status.RootElement, code, retryAfter);
        }
        catch (JsonException)
        {
            var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestText)]).Trim();
            return new ApiException(code, "", $"the API server answers {code} {(HttpStatusCode)code}{(text.Length == 0 ? "" : ": ")}{text}") { RetryAfter = retryAfter };
        }
    }

    /// <summary>Makes one of a <c>metav1.Status</c>.</summary>
    public static ApiException Of(JsonElement status, int code, TimeSpan retryAfter = default)
    {
        var told = status.ValueKind == JsonValueKind.Object && status.TryGetProperty("code", out var number) && number.TryGetInt32(out var value) ? value : code;
        return new ApiException(told, Text(status, "reason"), $"the API server answers {told} {Text(status, "reason")}: {Text(status, "message")}") { RetryAfter = retryAfter };
    }

    private static string Text(JsonElement status, string name)
    {
        var text = status.ValueKind == JsonValueKind.Object && status.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return text.Length <= LongestText ? text : text[..LongestText] + "…";
    }
}
