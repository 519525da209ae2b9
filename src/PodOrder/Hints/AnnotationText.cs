using System.Globalization;

namespace PodOrder.Hints;

/// <summary>The value of one annotation, and the sentences that refuse it.</summary>
/// <param name="Key">The annotation's key, with its prefix.</param>
/// <param name="Value">The value as it stands in the manifest.</param>
internal sealed record AnnotationText(string Key, string Value)
{
    /// <summary>What separates items and does not count around them; other Unicode spaces are no part of any name and are refused with it.</summary>
    public const string WhiteSpace = " \t\r\n";

    // The API server lets all annotations of an object together have 256 KiB (apimachinery: TotalAnnotationSizeLimitB).
    private const int LongestValue = 256 * 1024;

    /// <summary>The value without white space around it; empty when there is nothing else.</summary>
    public string Trimmed { get; } = Value.AsSpan().Trim(WhiteSpace) is var trimmed && trimmed.Length == Value.Length ? Value : trimmed.ToString();

    /// <summary>Refuses the value at one place.</summary>
    /// <param name="index">The place: an index into <see cref="Value"/>.</param>
    /// <param name="what">What is wrong, given the words that name the place: <c>at character 7</c>.</param>
    /// <param name="instead">What to write instead.</param>
    /// <param name="reason">The reason for metrics.</param>
    public RefusedException Refuse(int index, Func<string, string> what, string instead, RefusalReason reason = RefusalReason.Malformed) =>
        Refuse(what($"at {Place(index)}"), instead, reason);

    /// <summary>Refuses the value as a whole.</summary>
    public RefusedException Refuse(string what, string instead, RefusalReason reason = RefusalReason.Malformed) =>
        new(reason, $"{Key}: {what}; {instead}");

    /// <summary>Refuses a value that is longer than any object may carry.</summary>
    public AnnotationText Bounded() => Value.Length <= LongestValue
        ? this
        : throw Refuse($"the value has {Value.Length.ToString(CultureInfo.InvariantCulture)} characters", "write at most 262144");

    private string Place(int index)
    {
        var before = Value.AsSpan(0, Math.Clamp(index, 0, Value.Length));
        var character = before.Length - (before.LastIndexOf('\n') + 1) + 1;
        return Trimmed.Contains('\n')
            ? string.Create(CultureInfo.InvariantCulture, $"line {before.Count('\n') + 1}, character {character}")
            : string.Create(CultureInfo.InvariantCulture, $"character {character}");
    }
}
