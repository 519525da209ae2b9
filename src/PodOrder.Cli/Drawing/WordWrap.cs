namespace PodOrder.Cli.Drawing;

/// <summary>Breaks sentences between words.</summary>
internal static class WordWrap
{
    /// <summary>Lines of at most that many characters; a longer word stays whole.</summary>
    public static IReadOnlyList<string> Lines(string text, int width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }
        lines.Add(line);
        return lines;
    }
}
