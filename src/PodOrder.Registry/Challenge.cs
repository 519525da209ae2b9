using System.Text;

namespace PodOrder.Registry;

/// <summary>Reads the parameters of a WWW-Authenticate challenge (RFC 9110, 11.2): <c>realm="…",service="…"</c>.</summary>
internal static class Challenge
{
    /// <summary>The parameters by their names; of what is malformed, only what comes before it.</summary>
    public static IReadOnlyDictionary<string, string> Parameters(string? text)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var rest = text.AsSpan();
        while (true)
        {
            rest = rest.TrimStart(" \t,");
            var equals = rest.IndexOf('=');
            if (equals < 1)
                return found;
            var name = rest[..equals].Trim().ToString();
            rest = rest[(equals + 1)..].TrimStart();
            found[name] = rest is ['"', ..] ? Quoted(ref rest) : Bare(ref rest);
        }
    }

    private static string Bare(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(", \t");
        var value = end < 0 ? rest : rest[..end];
        rest = rest[value.Length..];
        return value.ToString();
    }

    private static string Quoted(ref ReadOnlySpan<char> rest)
    {
        var value = new StringBuilder();
        for (rest = rest[1..]; !rest.IsEmpty && rest[0] != '"'; rest = rest[1..])
        {
            if (rest is ['\\', _, ..])
                rest = rest[1..];
            value.Append(rest[0]);
        }
        rest = rest.IsEmpty ? rest : rest[1..];
        return value.ToString();
    }
}
