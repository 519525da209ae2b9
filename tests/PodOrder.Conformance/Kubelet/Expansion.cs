using System.Text;

namespace PodOrder.Conformance.Kubelet;

/// <summary>
/// Kubernetes' <c>$(VAR)</c> in command, args, env and subPathExpr (k8s.io/kubernetes third_party/forked/golang/expansion):
/// <c>$$</c> is a dollar, an unknown name stays as it is written, and what was put in is not expanded again.
/// </summary>
internal static class Expansion
{
    /// <summary>Expands a text; <paramref name="find"/> answers null for an unknown name.</summary>
    public static string Expand(string text, Func<string, string?> find)
    {
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 == text.Length)
                result.Append(text[at]);
            else
                at += AppendReference(result, text.AsSpan(at + 1), find);
        }
        return result.ToString();
    }

    /// <summary>Appends what follows a dollar; how many characters of it are done with.</summary>
    private static int AppendReference(StringBuilder result, ReadOnlySpan<char> rest, Func<string, string?> find)
    {
        var end = rest[0] == '(' ? rest.IndexOf(')') : -1;
        if (end > 0)
        {
            var name = rest[1..end].ToString();
            result.Append(find(name) ?? $"$({name})");
            return end + 1;
        }
        result.Append(rest[0] == '$' ? "$" : $"${rest[0]}");
        return 1;
    }
}
