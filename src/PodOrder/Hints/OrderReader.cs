using System.Globalization;

namespace PodOrder.Hints;

/// <summary>Reads <c>podorder.io/order</c>: stages by <c>-&gt;</c>, items by <c>,</c>.</summary>
internal static class OrderReader
{
    private const string Arrow = "->";

    /// <summary>The stages, at least two.</summary>
    /// <exception cref="RefusedException">The value is malformed.</exception>
    public static IReadOnlyList<IReadOnlyList<OrderItem>> Read(AnnotationText text)
    {
        if (text.Trimmed.Length == 0)
            throw text.Refuse("the value is empty", "write stages such as \"db -> web\", or leave the annotation out");

        var stages = new List<IReadOnlyList<OrderItem>>();
        var stageOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var range in Split(text.Value, 0, text.Value.Length, Arrow))
            stages.Add(ReadStage(text, range, stages.Count + 1, stageOf, isLast: range.End == text.Value.Length));
        return stages.Count > 1 ? stages : throw SingleStage(text, stages[0]);
    }

    private static List<OrderItem> ReadStage(AnnotationText text, (int Start, int End) stage, int number, Dictionary<string, int> stageOf, bool isLast)
    {
        if (text.Value.AsSpan(stage.Start, stage.End - stage.Start).Trim(AnnotationText.WhiteSpace).IsEmpty)
            throw text.Refuse(stage.Start, at => $"stage {Number(number)} {at} is empty", "write a container's name there, or take the arrow out");

        var items = new List<OrderItem>();
        foreach (var (start, end) in Split(text.Value, stage.Start, stage.End, ","))
        {
            var (index, item) = Trimmed(text.Value, start, end);
            if (item.Length == 0)
                throw text.Refuse(index, at => $"an item {at} is empty", "write a container's name there, or take the comma out");
            items.Add(ReadItem(text, index, item, number, stageOf, isLast && number > 1));
        }
        return items;
    }

    private static OrderItem ReadItem(AnnotationText text, int index, string written, int number, Dictionary<string, int> stageOf, bool isLast)
    {
        var item = ItemReader.Read(text, index, written);
        if (!stageOf.TryAdd(item.Name, number))
            throw text.Refuse(index, at => $"{Quote.Of(item.Name)} {at} stands in stage {Number(stageOf[item.Name])} already", "name each container once");
        if (isLast && item.Condition is not null)
            throw text.Refuse(
                index,
                at => $"{Quote.Of(written)} {at} has a condition in the last stage, where nothing waits for it",
                $"write {Quote.Of(item.Optional ? item.Name + "?" : item.Name)}",
                RefusalReason.Condition);
        return item;
    }

    private static RefusedException SingleStage(AnnotationText text, IReadOnlyList<OrderItem> stage) => text.Refuse(
        $"{Quote.Of(text.Trimmed)} is a single stage, which orders nothing",
        stage.Count > 1
            ? $"write stages such as {Quote.Of($"{stage[0].Name} -> {stage[1].Name}")}"
            : $"write who waits for it, such as {Quote.Of($"{stage[0].Name} -> {(stage[0].Name == "web" ? "app" : "web")}")}");

    private static IEnumerable<(int Start, int End)> Split(string value, int start, int end, string separator)
    {
        while (value.IndexOf(separator, start, end - start, StringComparison.Ordinal) is >= 0 and var found)
        {
            yield return (start, found);
            start = found + separator.Length;
        }
        yield return (start, end);
    }

    private static (int Index, string Item) Trimmed(string value, int start, int end)
    {
        var rest = value.AsSpan(start, end - start).TrimStart(AnnotationText.WhiteSpace);
        return (end - rest.Length, rest.TrimEnd(AnnotationText.WhiteSpace).ToString());
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
