using PodOrder.Policies;

namespace PodOrder.Injection;

/// <summary>The answer for one Pod.</summary>
/// <param name="Outcome">What was done.</param>
/// <param name="Patch">The operations, in their order; empty when nothing changes.</param>
/// <param name="Warnings">Sentences of at most 120 characters for the person who applied the manifest.</param>
/// <param name="Plan">The resolved plan in one readable line (<c>web ⇐ db ready, migrate succeeded</c>), or null where there is none.</param>
public sealed record InjectionResult(Outcome Outcome, JsonPatch Patch, IReadOnlyList<string> Warnings, string? Plan)
{
    /// <summary>What policies added to the Pod's own order, and what of them was left out.</summary>
    public PolicyEffects Policies { get; init; } = PolicyEffects.None;

    /// <summary>The patch as the bytes of an RFC 6902 document.</summary>
    public byte[] PatchToUtf8() => Patch.Utf8;
}
