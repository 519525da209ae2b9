using System.Text.Json;
using System.Text.Unicode;
using PodOrder.Pods;

namespace PodOrder.Webhook.Admission;

/// <summary>
/// Parses JSON that means the same to every reader. What other parsers repair or resolve in their own way is
/// rejected: a patch computed from one reading would be applied to another.
/// </summary>
public static class StrictJson
{
    private static readonly JsonDocumentOptions _options = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = AdmissionLimits.MaxDepth,
    };

    /// <summary>Parses a body. The document reads from the memory given, which must outlive it.</summary>
    /// <exception cref="RejectedRequestException">It has too many values (413). It is not UTF-8, not JSON, repeats a name, nests too deeply or holds half a surrogate pair (400).</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length > AdmissionLimits.UsualBodyBytes && body.Span.Count((byte)',') + body.Span.Count((byte)':') > AdmissionLimits.MaxSeparators)
            throw new RejectedRequestException(StatusCodes.Status413PayloadTooLarge, RejectionReason.TooLarge, "The body has more than a million values, more than any admission review of a Pod can have.");
        // System.Text.Json turns bad UTF-8 into U+FFFD and fails on lone surrogates only when the string is read.
        if (!Utf8.IsValid(body.Span))
            throw new RejectedRequestException(StatusCodes.Status400BadRequest, RejectionReason.Encoding, "The body is not valid UTF-8.");
        if (LoneSurrogate.Find(body.Span) is var position and >= 0)
            throw Rejected($"byte {position} begins a \\u escape that is only half of a surrogate pair");
        try
        {
            return JsonDocument.Parse(body, _options);
        }
        catch (JsonException e)
        {
            throw Rejected(Detail(e));
        }
    }

    private static RejectedRequestException Rejected(string detail) =>
        new(StatusCodes.Status400BadRequest, RejectionReason.Json, $"The body is not strict JSON: {detail}.");

    // The parser appends "LineNumber: 0 | BytePositionInLine: 12." to its sentence; a person counts from 1.
    private static string Detail(JsonException e)
    {
        var sentence = e.Message.Split(" LineNumber:", 2)[0].TrimEnd('.');
        return e.LineNumber is { } line ? $"{sentence} (line {line + 1}, byte {e.BytePositionInLine + 1})" : sentence;
    }
}
