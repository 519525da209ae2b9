namespace PodOrder.Hints;

/// <summary>Reads <c>podorder.io/command</c>: container → its image's ENTRYPOINT (+CMD) as a list of strings.</summary>
internal static class CommandReader
{
    private const string Example = "{\"db\": [\"docker-entrypoint.sh\", \"postgres\"]}";

    /// <summary>The entries, at least one.</summary>
    /// <exception cref="RefusedException">The value is malformed.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(AnnotationText text) =>
        NodeReader.ReadMap(text, Example).Entries.ToDictionary(
            entry => ContainerName.Read(text, entry.Key.Index, entry.Key.Value),
            entry => ReadArguments(text, entry.Key.Value, entry.Value),
            StringComparer.Ordinal);

    private static IReadOnlyList<string> ReadArguments(AnnotationText text, string container, Node value)
    {
        if (value is not Node.List list)
            throw text.Refuse(value.Index, at => $"the command of {Quote.Of(container)} {at} is {NodeReader.Kind(value)}", $"write a list such as {Example}");
        if (list.Items is not [Node.Scalar { Value.Length: > 0 }, ..])
            throw text.Refuse(list.Index, at => $"the command of {Quote.Of(container)} {at} names no program", $"write a list such as {Example}");
        return [.. list.Items.Select(item => item is Node.Scalar argument
            ? argument.Value
            : throw text.Refuse(item.Index, at => $"there is {NodeReader.Kind(item)} {at} instead of an argument", $"write a list of strings such as {Example}"))];
    }
}
