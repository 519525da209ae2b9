using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PodOrder.Hints;

namespace PodOrder.Tests.Hints;

/// <summary>Writes a hint as annotations in the one canonical way, so that two hints are equal when their annotations are.</summary>
internal static class HintWriter
{
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyDictionary<string, string> Annotations(Hint hint)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (hint.Stages.Count > 0)
            annotations[HintKeys.Order] = string.Join(" -> ", hint.Stages.Select(stage => string.Join(", ", stage.Select(Item))));
        if (hint.DependsOn.Count > 0)
            annotations[HintKeys.DependsOn] = JsonSerializer.Serialize(
                hint.DependsOn.GroupBy(item => item.Waiter).ToDictionary(
                    group => group.Key,
                    group => group.Select(item => Item(new OrderItem(item.Name, item.Optional, item.Condition)))),
                _json);
        if (hint.Ready.Count > 0)
            annotations[HintKeys.Ready] = JsonSerializer.Serialize(hint.Ready.ToDictionary(entry => entry.Key, entry => entry.Value.ToString()), _json);
        if (hint.Command.Count > 0)
            annotations[HintKeys.Command] = JsonSerializer.Serialize(hint.Command, _json);
        if (hint.Strategy != Strategy.Auto)
            annotations[HintKeys.Strategy] = hint.Strategy == Strategy.Sentinel ? "sentinel" : "postStart";
        if (hint.Timeout is { } timeout)
            annotations[HintKeys.Timeout] = Duration.Print(timeout);
        return annotations;
    }

    public static string Item(OrderItem item) =>
        string.Create(CultureInfo.InvariantCulture, $"{item.Name}{(item.Optional ? "?" : "")}{(item.Condition is { } condition ? ":" + condition.ToWord() : "")}");

    public static string Print(Hint hint) => string.Join("\n", Annotations(hint).Select(annotation => $"{annotation.Key}: {annotation.Value}"));
}
