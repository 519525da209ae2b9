namespace PodOrder.Gate.Sentinels;

/// <summary>Reads the words of a record, <c>epoch word …</c>, without allocating: the wait loop does it several times a second for hours.</summary>
internal ref struct Line(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>Takes the next word; empty at the end of the line.</summary>
    public ReadOnlySpan<byte> Word()
    {
        var end = _rest.IndexOfAny((byte)' ', (byte)'\n');
        var word = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(_rest[end] == ' ' ? end + 1 : end)..];
        return word;
    }

    /// <summary>Takes the rest of the line.</summary>
    public ReadOnlySpan<byte> Rest()
    {
        var end = _rest.IndexOf((byte)'\n');
        var rest = end < 0 ? _rest : _rest[..end];
        _rest = default;
        return rest;
    }

    /// <summary>Takes a whole number that is not negative.</summary>
    public bool TryNumber(out long number)
    {
        number = 0;
        var word = Word();
        if (word.IsEmpty || word.Length > 18) return false;
        foreach (var digit in word)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            number = (number * 10) + (digit - '0');
        }
        return true;
    }
}
