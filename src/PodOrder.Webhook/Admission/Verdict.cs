using PodOrder.Injection;
using PodOrder.Policies;

namespace PodOrder.Webhook.Admission;

/// <summary>What the API server is told about one request.</summary>
/// <param name="Outcome">What was done, as the word that logs and metrics share.</param>
public sealed record Verdict(string Outcome)
{
    /// <summary>The object is of another kind, or a subresource.</summary>
    public static readonly Verdict OtherKind = new(nameof(OtherKind));

    /// <summary>The operation is not one that an order depends on.</summary>
    public static readonly Verdict OtherOperation = new(nameof(OtherOperation));

    /// <summary>There is no object to look at.</summary>
    public static readonly Verdict NoObject = new(nameof(NoObject));

    /// <summary>The Pod is as its hint asks for.</summary>
    public static readonly Verdict Valid = new(nameof(Valid));

    /// <summary>Why the Pod is denied; null = it is allowed.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The JSON Patch; empty when nothing changes.</summary>
    public ReadOnlyMemory<byte> Patch { get; init; }

    /// <summary>Sentences for the person who applied the manifest.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The resolved plan in one line, for the audit log, or null.</summary>
    public string? Plan { get; init; }

    /// <summary>What policies did to the Pod.</summary>
    public PolicyEffects Policies { get; init; } = PolicyEffects.None;

    /// <summary>The verdict on a Pod whose hint was kept, or that has none.</summary>
    public static Verdict Of(InjectionResult result) => new(result.Outcome.ToString())
    {
        Patch = result.Patch.Count > 0 ? result.PatchToUtf8() : default(ReadOnlyMemory<byte>),
        Warnings = result.Warnings,
        Plan = result.Plan,
        Policies = result.Policies,
    };

    /// <summary>The verdict on a Pod whose hint cannot be kept.</summary>
    public static Verdict Of(RefusedException refused) => new("Refused") { Refusal = new Refusal(refused.Reason.ToString(), refused.Message) };
}
