using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace PodOrder.Registry;

/// <summary>What content is named by (OCI image-spec, descriptor.md: the registered algorithms sha256 and sha512).</summary>
/// <param name="Algorithm"><c>sha256</c> or <c>sha512</c>.</param>
/// <param name="Hex">The hash in lower-case hexadecimal digits.</param>
public sealed partial record ContentDigest(string Algorithm, string Hex)
{
    /// <summary>Reads <c>sha256:…</c> or <c>sha512:…</c>; null for anything else.</summary>
    public static ContentDigest? Parse(string? text)
    {
        if (text is not { Length: <= 135 } || !Pattern().IsMatch(text))
            return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new ContentDigest(text[..colon], text[(colon + 1)..]);
    }

    /// <summary>The SHA-256 of content.</summary>
    public static ContentDigest Of(ReadOnlySpan<byte> content) => new("sha256", Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>Whether this is the name of that content.</summary>
    public bool Names(ReadOnlySpan<byte> content) =>
        Hex == Convert.ToHexStringLower(Algorithm == "sha256" ? SHA256.HashData(content) : SHA512.HashData(content));

    /// <summary>As it stands in references and paths.</summary>
    public override string ToString() => $"{Algorithm}:{Hex}";

    [GeneratedRegex(@"^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
