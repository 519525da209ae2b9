namespace PodOrder.Injection;

/// <summary>kubelet expands <c>$(VAR)</c> in command and args, and takes <c>$$</c> for one <c>$</c> (k8s.io/kubernetes third_party/forked/golang/expansion).</summary>
internal static class Expansion
{
    /// <summary>Text that comes out of the expansion as it went in.</summary>
    public static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    /// <inheritdoc cref="Escape(string)"/>
    public static ReadOnlySpan<byte> Escape(ReadOnlySpan<byte> text)
    {
        var dollars = text.Count((byte)'$');
        if (dollars == 0) return text;
        var escaped = new byte[text.Length + dollars];
        var length = 0;
        foreach (var unit in text)
        {
            escaped[length++] = unit;
            if (unit == (byte)'$') escaped[length++] = unit;
        }
        return escaped;
    }

    /// <summary>The text that <see cref="Escape(string)"/> was given.</summary>
    public static string Unescape(string text) => text.Replace("$$", "$", StringComparison.Ordinal);
}
