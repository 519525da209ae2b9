using System.IO.Enumeration;

namespace PodOrder.Policies;

/// <summary>Names of containers: <c>*</c> stands for any characters, <c>?</c> for one.</summary>
/// <param name="Text">The glob as it is written.</param>
public sealed record ContainerGlob(string Text)
{
    // A container's name is an RFC 1123 label.
    private const int Longest = 63;
    private const string Characters = "abcdefghijklmnopqrstuvwxyz0123456789-*?";

    /// <summary>Whether it takes every name, and so is meant to leave out what others wait for.</summary>
    public bool IsEverything => !Text.AsSpan().ContainsAnyExcept('*');

    /// <summary>Whether it stands for more than the one name that it is.</summary>
    public bool IsPattern => Text.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether it takes a name.</summary>
    public bool Matches(string name) => IsPattern ? FileSystemName.MatchesSimpleExpression(Text, name, ignoreCase: false) : Text == name;

    internal static bool IsValid(string text) => text.Length is > 0 and <= Longest && !text.AsSpan().ContainsAnyExcept(Characters);
}
