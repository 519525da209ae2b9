namespace PodOrder.Registry;

/// <summary>Globs as credentials use them: <c>*</c>, <c>?</c> and classes such as <c>[a-c]</c> or <c>[^x]</c> (Go, filepath.Match).</summary>
internal static class Glob
{
    /// <summary>Whether a glob matches the whole of a text; a malformed one matches nothing.</summary>
    public static bool Matches(ReadOnlySpan<char> glob, ReadOnlySpan<char> text)
    {
        // One star is remembered at a time: what an earlier one could take, a later one can, too.
        int inGlob = 0, inText = 0, afterStar = -1, fromStar = 0;
        while (inText < text.Length || inGlob < glob.Length)
        {
            if (inGlob < glob.Length && glob[inGlob] == '*')
                (afterStar, fromStar) = (++inGlob, inText);
            else if (inGlob < glob.Length && inText < text.Length && Takes(glob[inGlob..], text[inText]) is > 0 and var length)
                (inGlob, inText) = (inGlob + length, inText + 1);
            else if (afterStar >= 0 && fromStar < text.Length)
                (inGlob, inText) = (afterStar, ++fromStar);
            else
                return false;
        }
        return true;
    }

    // How much of the glob takes the character; 0 where it does not.
    private static int Takes(ReadOnlySpan<char> glob, char character)
    {
        if (glob[0] != '[')
            return glob[0] == '?' || glob[0] == character ? 1 : 0;
        var end = glob.IndexOf(']');
        return end > 1 && IsOneOf(glob[1..end], character) ? end + 1 : 0;
    }

    private static bool IsOneOf(ReadOnlySpan<char> set, char character)
    {
        if (set[0] == '^')
            return set.Length > 1 && !IsOneOf(set[1..], character);
        for (; !set.IsEmpty; set = set[1..])
        {
            var isRange = set.Length > 2 && set[1] == '-';
            if (isRange ? set[0] <= character && character <= set[2] : set[0] == character)
                return true;
            if (isRange)
                set = set[2..];
        }
        return false;
    }
}
