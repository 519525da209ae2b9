namespace PodOrder.Registry;

/// <summary>Ends one attempt of a look-up; it never leaves the look-up.</summary>
/// <param name="reason">The named reason.</param>
/// <param name="message">The end of the sentence <c>The image "…" was looked up, but …</c>, without its full stop.</param>
internal sealed class LookUpFailedException(LookUpReason reason, string message) : Exception(message)
{
    public LookUpReason Reason { get; } = reason;
}
