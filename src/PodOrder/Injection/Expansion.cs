namespace PodOrder.Injection;

/// <summary>kubelet expands <c>$(VAR)</c> in command and args, and takes <c>$$</c> for one <c>$</c> (k8s.io/kubernetes third_party/forked/golang/expansion).</summary>
internal static class Expansion
{
    /// <summary>Text that comes out of the expansion as it went in.</summary>
    public static string Escape(string text) => text.Replace("$", "$$");

    /// <summary>The text that <see cref="Escape"/> was given.</summary>
    public static string Unescape(string text) => text.Replace("$$", "$");
}
