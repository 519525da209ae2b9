namespace PodOrder.Gate;

/// <summary>Whole numbers that are not negative. The class library's parser serves every type and culture, and is larger than the gate's own code.</summary>
internal static class Number
{
    private const int MostDigits = 18;

    /// <summary>Reads decimal digits and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            number = (number * 10) + (digit - '0');
        }
        return text.Length is > 0 and <= MostDigits;
    }

    /// <summary>The number, or null where the text is none.</summary>
    public static long? Parse(string? text) => TryParse(text, out var number) ? number : null;

    /// <summary>
    /// Spells a number. Strings are put together from strings only: an interpolation with any other type would bring in the
    /// formatting of every enumeration, by reflection.
    /// </summary>
    public static string Format(long number)
    {
        Span<char> digits = stackalloc char[MostDigits + 1];
        var start = digits.Length;
        do digits[--start] = (char)('0' + (number % 10));
        while ((number /= 10) > 0);
        return digits[start..].ToString();
    }
}
