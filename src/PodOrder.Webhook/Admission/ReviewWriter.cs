using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PodOrder.Webhook.Admission;

/// <summary>Writes the answer to an AdmissionReview (k8s.io/api/admission/v1, AdmissionResponse).</summary>
public static class ReviewWriter
{
    private static readonly JsonWriterOptions _options = new()
    {
        // The answer is JSON for a JSON reader, never part of an HTML page: `->` stays readable in a network trace.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes the answer for a verdict.</summary>
    public static void Write(IBufferWriter<byte> output, string uid, Verdict verdict)
    {
        using var json = new Utf8JsonWriter(output, _options);
        json.WriteStartObject();
        json.WriteString("apiVersion"u8, "admission.k8s.io/v1"u8);
        json.WriteString("kind"u8, "AdmissionReview"u8);
        json.WriteStartObject("response"u8);
        json.WriteString("uid"u8, uid);
        json.WriteBoolean("allowed"u8, verdict.Refusal is null);
        if (verdict.Refusal is { } refusal)
            WriteStatus(json, refusal);
        WritePatch(json, verdict.Patch.Span);
        WriteWarnings(json, WarningLimits.Fit(verdict.Warnings));
        WriteAudit(json, verdict);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
    }

    // 400 BadRequest reads `Error from server (BadRequest): error when creating "pod.yaml": …: <sentence>`. Forbidden would send
    // people looking for a missing permission; Invalid drops the file name and makes `kubectl apply --force` delete the object.
    private static void WriteStatus(Utf8JsonWriter json, Refusal refusal)
    {
        json.WriteStartObject("status"u8);
        json.WriteString("status"u8, "Failure"u8);
        json.WriteNumber("code"u8, StatusCodes.Status400BadRequest);
        json.WriteString("reason"u8, "BadRequest"u8);
        json.WriteString("message"u8, refusal.Message);
        json.WriteEndObject();
    }

    // Either without the other is an invalid answer (VerifyAdmissionResponse).
    private static void WritePatch(Utf8JsonWriter json, ReadOnlySpan<byte> patch)
    {
        if (patch.IsEmpty)
            return;
        json.WriteString("patchType"u8, "JSONPatch"u8);
        json.WriteBase64String("patch"u8, patch);
    }

    private static void WriteWarnings(Utf8JsonWriter json, IReadOnlyList<string> warnings)
    {
        if (warnings.Count == 0)
            return;
        json.WriteStartArray("warnings"u8);
        foreach (var warning in warnings)
            json.WriteStringValue(warning);
        json.WriteEndArray();
    }

    // Only what says the same in every invocation: the API server keeps the first value of a key and logs an error for
    // another one (attributesRecord.AddAnnotation), and a webhook may be asked twice about one Pod.
    private static void WriteAudit(Utf8JsonWriter json, Verdict verdict)
    {
        if (verdict is { Plan: null, Refusal: null })
            return;
        json.WriteStartObject("auditAnnotations"u8);
        if (verdict.Plan is { } plan)
            json.WriteString("plan"u8, plan);
        if (verdict.Refusal is { } refusal)
            json.WriteString("refused"u8, refusal.Reason);
        json.WriteEndObject();
    }
}
