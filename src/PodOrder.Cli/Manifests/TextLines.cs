namespace PodOrder.Cli.Manifests;

/// <summary>A text that is edited by lines and by characters. What is put in gets the line ends that the text has.</summary>
internal sealed class TextLines(string text)
{
    private readonly bool _isWindows = text.Contains("\r\n", StringComparison.Ordinal);

    public string Text { get; private set; } = text;

    /// <summary>Where the line of a character begins.</summary>
    public int Start(int index) => index <= 0 ? 0 : Text.LastIndexOf('\n', index - 1) + 1;

    /// <summary>Where it ends: at its line break, or at the end of the text.</summary>
    public int End(int index) => Text.IndexOf('\n', Math.Clamp(index, 0, Text.Length)) is >= 0 and var end ? end : Text.Length;

    /// <summary>Puts lines behind the one that ends at an index; before the first for -1.</summary>
    public void Insert(int end, string lines)
    {
        if (end < 0) Replace(0, 0, lines + "\n");
        else if (end >= Text.Length && !Text.EndsWith('\n')) Replace(Text.Length, Text.Length, "\n" + lines);
        else Replace(end + 1, end + 1, lines + "\n");
    }

    /// <summary>Takes out the lines from one that begins at an index to that of the last character before another.</summary>
    public void Remove(int start, int end) => Replace(start, Math.Min(Text.Length, End(Math.Max(start, end - 1)) + 1), "");

    /// <summary>Puts a text in the place of others.</summary>
    public void Replace(int start, int end, string by)
    {
        if (_isWindows)
        {
            by = by.Replace("\n", "\r\n");
            if (end < Text.Length && Text[end] == '\n' && end > start && Text[end - 1] == '\r') end--;
        }
        Text = string.Concat(Text.AsSpan(0, start), by, Text.AsSpan(end));
    }
}
