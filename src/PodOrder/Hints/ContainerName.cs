using System.Buffers;

namespace PodOrder.Hints;

/// <summary>The names that a container can have: RFC 1123 labels (apimachinery: IsDNS1123Label).</summary>
internal static class ContainerName
{
    private const int Longest = 63;
    private static readonly SearchValues<char> _inner = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether a container can be called that.</summary>
    public static bool IsValid(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= Longest
        && name[0] != '-'
        && name[^1] != '-'
        && !name.ContainsAnyExcept(_inner);

    /// <summary>The name, if a container can be called that.</summary>
    /// <exception cref="RefusedException">It cannot.</exception>
    public static string Read(AnnotationText text, int index, string name) => IsValid(name)
        ? name
        : throw text.Refuse(
            index,
            at => $"{Quote.Of(name)} {at} is no container name (at most 63 lower-case letters, digits and inner \"-\")",
            Instead(name));

    private static string Instead(string name)
    {
        if (name.Contains('>') || name.Contains('→'))
            return "write \"->\" between two stages";
        var likely = name.Trim().ToLowerInvariant().Replace('_', '-');
        return IsValid(likely) ? $"write {Quote.Of(likely)}" : "write the name that the container has in the manifest";
    }
}
