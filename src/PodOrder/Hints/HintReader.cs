namespace PodOrder.Hints;

/// <summary>Reads the <c>podorder.io/</c> annotations of a Pod.</summary>
public static class HintReader
{
    /// <summary>The hint that the annotations give, or null when none of them asks for an order.</summary>
    /// <exception cref="RefusedException">An annotation is unknown or malformed.</exception>
    public static Hint? Read(IEnumerable<KeyValuePair<string, string>> annotations) => throw new RefusedException(RefusalReason.Malformed, "not yet read");
}
