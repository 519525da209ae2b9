namespace PodOrder.Hints;

/// <summary>Reads an item <c>name[?][:condition]</c>, of which both <c>order</c> and <c>depends-on</c> are made.</summary>
internal static class ItemReader
{
    /// <summary>Reads one item.</summary>
    /// <param name="text">The annotation that it stands in.</param>
    /// <param name="index">Where it stands there.</param>
    /// <param name="item">The item without white space around it.</param>
    public static OrderItem Read(AnnotationText text, int index, string item)
    {
        var colon = item.IndexOf(':');
        var (name, optional) = ReadName(text, index, colon < 0 ? item : item[..colon]);
        if (colon < 0)
            return new OrderItem(name, optional, null);

        var word = item[(colon + 1)..];
        return new OrderItem(name, optional, ConditionWords.Read(word) ?? throw Unknown(text, index, name, optional, word));
    }

    /// <summary>Reads a condition that stands by itself.</summary>
    public static Condition ReadCondition(AnnotationText text, int index, string word) =>
        ConditionWords.Read(word) ?? throw text.Refuse(
            index,
            at => $"there is no condition {Quote.Of(word)} {at}",
            $"{Instead(string.Empty, word)}the conditions are {ConditionWords.All}",
            RefusalReason.Condition);

    /// <summary>Reads <c>name[?]</c>.</summary>
    public static (string Name, bool Optional) ReadName(AnnotationText text, int index, string name)
    {
        var optional = name.EndsWith('?');
        return (ContainerName.Read(text, index, optional ? name[..^1] : name), optional);
    }

    private static RefusedException Unknown(AnnotationText text, int index, string name, bool optional, string word)
    {
        var mark = optional || word.EndsWith('?') ? "?" : string.Empty;
        return text.Refuse(
            index,
            at => $"{Quote.Of($"{name}{(optional ? "?" : string.Empty)}:{word}")} {at} names no condition",
            $"{Instead($"{name}{mark}:", word.TrimEnd('?'))}the conditions are {ConditionWords.All}",
            RefusalReason.Condition);
    }

    private static string Instead(string before, string word) =>
        ConditionWords.NearestTo(word.Trim()) is { } nearest ? $"write {Quote.Of(before + nearest)}, " : string.Empty;
}
