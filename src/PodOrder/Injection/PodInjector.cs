using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodOrder.Injection;

/// <summary>What an installation decides about injections.</summary>
/// <param name="GateImage">The image that holds the gate at <c>/gate</c>.</param>
/// <param name="GateImagePullPolicy">Its imagePullPolicy, or null for Kubernetes' default.</param>
public sealed record InjectionOptions(string GateImage, string? GateImagePullPolicy = null);

/// <summary>One operation of a JSON Patch (RFC 6902).</summary>
/// <param name="Op"><c>add</c>, <c>replace</c>, <c>remove</c> or <c>test</c>.</param>
/// <param name="Path">A JSON pointer (RFC 6901).</param>
/// <param name="Value">The value; null for <c>remove</c>.</param>
public sealed record PatchOperation(string Op, string Path, JsonNode? Value);

/// <summary>What was done with a Pod, by a name that the metrics, the logs and the CLI share.</summary>
public enum Outcome
{
    /// <summary>The Pod asks for nothing.</summary>
    NoHint,

    /// <summary>The Pod says <c>podorder.io/inject: "false"</c>.</summary>
    OptedOut,

    /// <summary>A mirror Pod is kubelet's, not ours.</summary>
    MirrorPod,

    /// <summary>The order was injected, or corrected.</summary>
    Injected,

    /// <summary>The Pod carries all of its injection already.</summary>
    AlreadyInjected,

    /// <summary>An injection without a hint was undone.</summary>
    Uninjected,
}

/// <summary>The answer for one Pod.</summary>
/// <param name="Outcome">What was done.</param>
/// <param name="Patch">The operations, in their order; empty when nothing changes.</param>
/// <param name="Warnings">Sentences of at most 120 characters for the person who applied the manifest.</param>
/// <param name="Plan">The resolved plan in one readable line, or null where there is none.</param>
public sealed record InjectionResult(Outcome Outcome, IReadOnlyList<PatchOperation> Patch, IReadOnlyList<string> Warnings, string? Plan)
{
    /// <summary>The patch as the bytes of an RFC 6902 document.</summary>
    public byte[] PatchToUtf8() => [];
}

/// <summary>Puts an order into a Pod.</summary>
public static class PodInjector
{
    /// <summary>Computes what has to change in a Pod so that its hint is kept.</summary>
    /// <param name="pod">The Pod as JSON; it is read, never rewritten.</param>
    /// <param name="options">What the installation decides.</param>
    /// <exception cref="RefusedException">The hint cannot be honoured.</exception>
    public static InjectionResult Inject(JsonElement pod, InjectionOptions options) =>
        new(Outcome.NoHint, [], [], null);
}
