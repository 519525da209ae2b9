using System.Diagnostics.CodeAnalysis;
using PodOrder.Injection;

namespace PodOrder.Registry;

/// <summary>What came of a look-up.</summary>
/// <param name="Command">The image's command; both parts may be empty. Null where it was not found.</param>
/// <param name="Reason">Why not; null where it was found.</param>
/// <param name="Sentence">The same as one sentence for the person who wrote the manifest; empty where it was found. It holds no secret and no text of a server.</param>
public sealed record LookUp(ImageCommand? Command, LookUpReason? Reason, string Sentence)
{
    /// <summary>Whether the command was found.</summary>
    [MemberNotNullWhen(true, nameof(Command))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool IsFound => Command is not null;

    /// <summary>Whether it was known already, so that nobody was asked.</summary>
    public bool IsCached { get; init; }

    // No other place would tell anything else: content is the same wherever its digest is.
    internal bool IsFinal => IsFound || Reason is LookUpReason.Unsupported or LookUpReason.NotLinux or LookUpReason.PlatformsDiffer;

    internal static LookUp Found(ImageCommand command) => new(command, null, "");

    internal static LookUp Unknown(LookUpReason reason, string sentence) => new(null, reason, sentence);
}
