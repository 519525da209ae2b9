using System.Globalization;
using System.Text;

namespace PodOrder.Hints;

/// <summary>Shows a piece of a manifest inside a sentence.</summary>
internal static class Quote
{
    private const int Longest = 60;

    /// <summary>The text in quotation marks, shortened to 60 characters, with everything that a terminal would hide or obey escaped.</summary>
    public static string Of(string text) => $"\"{Escape(text)}\"";

    /// <summary>The same without the quotation marks, shortened to <paramref name="longest"/> characters.</summary>
    public static string Escape(string text, int longest = Longest)
    {
        var shown = new StringBuilder();
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (count++ == longest)
                return shown.Append('…').ToString();
            Append(shown, rune);
        }
        return shown.ToString();
    }

    private static void Append(StringBuilder shown, Rune rune)
    {
        if (rune.Value is '"' or '\\')
            shown.Append('\\').Append((char)rune.Value);
        else if (rune.Value == ' ' || IsVisible(Rune.GetUnicodeCategory(rune)))
            shown.Append(rune.ToString());
        else
            shown.Append(rune.Value switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"),
            });
    }

    // Letters, digits, punctuation and symbols; what is left are spaces, marks, controls, formats (bidirectional overrides among them) and the unassigned.
    private static bool IsVisible(UnicodeCategory category) => category
        is <= UnicodeCategory.OtherLetter
        or (>= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber)
        or (>= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol);
}
