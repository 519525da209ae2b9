using System.Text.Json;

namespace PodOrder.Webhook.Admission;

/// <summary>The request of an AdmissionReview, as far as an order depends on it. It reads from the document it was made of.</summary>
/// <param name="Uid">What the answer must echo.</param>
/// <param name="Operation"><c>CREATE</c>, <c>UPDATE</c>, <c>DELETE</c> or <c>CONNECT</c>.</param>
/// <param name="IsPod">Whether it is about a v1 Pod itself: not another resource, not a subresource such as eviction or ephemeralcontainers.</param>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="Name">The name, what it is generated from followed by <c>*</c>, or empty.</param>
/// <param name="Object">The object as it is to be, or null where the operation has none.</param>
/// <param name="OldObject">The object as it is, or null where there is none yet.</param>
public readonly record struct AdmissionRequest(
    string Uid, string Operation, bool IsPod, string Namespace, string Name, JsonElement? Object, JsonElement? OldObject)
{
    /// <summary>Whether it is about a subresource, such as scale or status.</summary>
    public bool IsSubresource { get; private init; }

    private const string Version = "admission.k8s.io/v1";
    private const string Kind = "AdmissionReview";

    /// <summary>Reads the request out of a review.</summary>
    /// <exception cref="RejectedRequestException">It is no AdmissionReview of admission.k8s.io/v1, or has no request with a uid (400).</exception>
    public static AdmissionRequest Read(JsonElement review)
    {
        if (review.ValueKind != JsonValueKind.Object)
            throw Rejected($"The body is a JSON {Word(review.ValueKind)}, not an AdmissionReview.");
        RequireVersion(review);
        if (Child(review, "request"u8) is not { } request)
            throw Rejected("The AdmissionReview has no request.");
        if (Text(request, "uid"u8) is not { Length: > 0 } uid)
            throw Rejected("The AdmissionReview's request has no uid.");

        var pod = Child(request, "object"u8);
        return new AdmissionRequest(
            uid,
            Text(request, "operation"u8) ?? "",
            NamesPods(request),
            Text(request, "namespace"u8) ?? "",
            Text(request, "name"u8) is { Length: > 0 } name ? name : NameOf(pod),
            pod,
            Child(request, "oldObject"u8))
        {
            IsSubresource = Text(request, "subResource"u8) is { Length: > 0 },
        };
    }

    private static void RequireVersion(JsonElement review)
    {
        var version = Text(review, "apiVersion"u8);
        var kind = Text(review, "kind"u8);
        if (version == Version && kind == Kind)
            return;
        throw Rejected(kind == Kind && version is not null
            ? $"This server speaks {Version}, the AdmissionReview is {Excerpt(version)}: set admissionReviewVersions to [\"v1\"] in the webhook configuration."
            : $"The body is {(kind is null ? "an object without kind" : $"a {Excerpt(kind)}")}, not an AdmissionReview of {Version}.");
    }

    // The resource, not the kind, tells: pods/eviction and pods/binding carry kinds of their own, and `kind` repeats for subresources.
    private static bool NamesPods(JsonElement request) =>
        Child(request, "resource"u8) is { } resource
        && Text(resource, "resource"u8) == "pods"
        && Text(resource, "version"u8) == "v1"
        && string.IsNullOrEmpty(Text(resource, "group"u8))
        && string.IsNullOrEmpty(Text(request, "subResource"u8));

    private static string NameOf(JsonElement? pod)
    {
        if (pod is null || Child(pod.Value, "metadata"u8) is not { } metadata)
            return "";
        if (Text(metadata, "name"u8) is { Length: > 0 } name)
            return name;
        return Text(metadata, "generateName"u8) is { Length: > 0 } prefix ? prefix + "*" : "";
    }

    private static JsonElement? Child(JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? child : null;

    private static string? Text(JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };

    // What a stranger sent is quoted in an answer only if it is short.
    private static string Excerpt(string text) => text.Length <= 64 ? text : text[..64] + "…";

    private static RejectedRequestException Rejected(string message) =>
        new(StatusCodes.Status400BadRequest, RejectionReason.Review, message);
}
