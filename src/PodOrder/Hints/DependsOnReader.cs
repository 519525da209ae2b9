namespace PodOrder.Hints;

/// <summary>Reads <c>podorder.io/depends-on</c>: container → a map of conditions, a list of items, or one item.</summary>
internal static class DependsOnReader
{
    private const string Example = "{\"web\": {\"db\": \"ready\"}}";

    /// <summary>The entries, at least one, in the order they are written in.</summary>
    /// <exception cref="RefusedException">The value is malformed.</exception>
    public static IReadOnlyList<DependsOnItem> Read(AnnotationText text)
    {
        var items = new List<DependsOnItem>();
        foreach (var (key, value) in NodeReader.ReadMap(text, Example).Entries)
        {
            var waiter = ContainerName.Read(text, key.Index, key.Value);
            items.AddRange(value switch
            {
                Node.Map { Entries.Count: > 0 } map => map.Entries.Select(entry => ReadEntry(text, waiter, entry.Key, entry.Value)),
                Node.List { Items.Count: > 0 } list => list.Items.Select(item => ReadItem(text, waiter, item)),
                Node.Scalar { Value.Length: > 0 } item => [ReadItem(text, waiter, item)],
                _ => throw text.Refuse(value.Index, at => $"{Quote.Of(waiter)} waits for nothing {at}", $"write what it waits for, such as {Example}, or take it out"),
            });
        }
        return items;
    }

    private static DependsOnItem ReadEntry(AnnotationText text, string waiter, Node.Scalar key, Node value)
    {
        var (name, optional) = ItemReader.ReadName(text, key.Index, key.Value);
        if (value is not Node.Scalar { Value.Length: > 0 } condition)
            throw text.Refuse(
                value.Index,
                at => $"{Quote.Of(name)} has {(value is Node.Scalar ? "nothing" : NodeReader.Kind(value))} {at} instead of a condition",
                $"write one of {ConditionWords.All}",
                RefusalReason.Condition);
        return new DependsOnItem(waiter, name, optional, ItemReader.ReadCondition(text, condition.Index, condition.Value));
    }

    private static DependsOnItem ReadItem(AnnotationText text, string waiter, Node node)
    {
        if (node is not Node.Scalar { Value.Length: > 0 } scalar)
            throw text.Refuse(
                node.Index,
                at => $"there is {(node is Node.Scalar ? "nothing" : NodeReader.Kind(node))} {at} instead of a container's name",
                $"write an item such as \"db\" or \"db:ready\", or a map such as {Example}");
        var item = ItemReader.Read(text, scalar.Index, scalar.Value);
        return new DependsOnItem(waiter, item.Name, item.Optional, item.Condition);
    }
}
