using System.Text;

namespace PodOrder.Cli.Manifests;

/// <summary>A file of manifests.</summary>
/// <param name="Name">Its path as the user gave it, or <c>stdin</c>.</param>
/// <param name="Documents">Its documents; their texts together are the file's.</param>
internal sealed record ManifestFile(string Name, IReadOnlyList<ManifestDocument> Documents)
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether it begins with a byte order mark, which is kept.</summary>
    public bool HasMark { get; private init; }

    public string Text => string.Concat(Documents.Select(document => document.Text));

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="ManifestException">They are neither YAML nor JSON.</exception>
    public static ManifestFile Parse(string name, byte[] bytes)
    {
        var hasMark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        string text;
        try
        {
            text = _strict.GetString(hasMark ? bytes.AsSpan(3) : bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new ManifestException(1, 1, $"this is no UTF-8: byte {wrong.Index + 1} begins no character; save the file as UTF-8");
        }

        var starts = SourceReader.DocumentStarts(text);
        var documents = new List<ManifestDocument>();
        for (var i = 0; i < starts.Count; i++)
        {
            var line = text.AsSpan(0, starts[i]).Count('\n');
            try
            {
                documents.Add(new ManifestDocument(text[starts[i]..(i + 1 < starts.Count ? starts[i + 1] : text.Length)], line));
            }
            catch (ManifestException wrong)
            {
                throw new ManifestException(line + wrong.Line, wrong.Column, wrong.Message);
            }
        }
        return new ManifestFile(name, documents) { HasMark = hasMark };
    }

    /// <summary>The bytes of a text in the file's encoding.</summary>
    public byte[] Encode(string text) => HasMark ? [.. Encoding.UTF8.Preamble, .. _strict.GetBytes(text)] : _strict.GetBytes(text);
}
