namespace PodOrder.Hints;

/// <summary>Reads the <c>podorder.io/</c> annotations of a Pod.</summary>
public static class HintReader
{
    private static readonly TimeSpan _shortestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestTimeout = TimeSpan.FromDays(365);

    /// <summary>Whether the Pod says <c>podorder.io/inject: "false"</c>. Nothing else of it is looked at then, so that a way out is always open.</summary>
    public static bool OptsOut(IEnumerable<KeyValuePair<string, string>> annotations) =>
        annotations.Any(annotation => annotation.Key == HintKeys.Inject && annotation.Value.AsSpan().Trim(AnnotationText.WhiteSpace) is "false");

    /// <summary>The hint that the annotations give, or null when none of them asks for an order.</summary>
    /// <exception cref="RefusedException">An annotation is unknown or malformed, or used by nobody.</exception>
    public static Hint? Read(IEnumerable<KeyValuePair<string, string>> annotations)
    {
        var texts = new Dictionary<string, AnnotationText>(StringComparer.Ordinal);
        foreach (var (key, value) in annotations)
        {
            if (key.StartsWith(HintKeys.Prefix, StringComparison.Ordinal)) texts.Add(key, new AnnotationText(key, value).Bounded());
        }
        if (texts.Count == 0)
            return null;
        CheckKeys(texts.Keys);
        if (texts.GetValueOrDefault(HintKeys.Inject) is { } inject)
            CheckInject(inject);

        var hint = new Hint(
            texts.GetValueOrDefault(HintKeys.Order) is { } order ? OrderReader.Read(order) : [],
            texts.GetValueOrDefault(HintKeys.DependsOn) is { } dependsOn ? DependsOnReader.Read(dependsOn) : [],
            texts.GetValueOrDefault(HintKeys.Ready) is { } ready ? ReadyReader.Read(ready) : Hint.None.Ready,
            texts.GetValueOrDefault(HintKeys.Command) is { } command ? CommandReader.Read(command) : Hint.None.Command,
            texts.GetValueOrDefault(HintKeys.Strategy) is { } strategy ? ReadStrategy(strategy) : Strategy.Auto,
            texts.GetValueOrDefault(HintKeys.Timeout) is { } timeout ? ReadTimeout(timeout) : null);

        if (hint.AsksForOrder)
            return EntryUse.Check(hint);
        string[] idle = [HintKeys.Ready, HintKeys.Command, HintKeys.Strategy, HintKeys.Timeout];
        return idle.FirstOrDefault(texts.ContainsKey) is { } given
            ? throw texts[given].Refuse("it says how to keep an order, but no order is asked for", $"add {HintKeys.Order} or {HintKeys.DependsOn}, or take it out")
            : null;
    }

    private static void CheckKeys(IEnumerable<string> keys)
    {
        string? unknown = null;
        foreach (var key in keys)
        {
            if (!HintKeys.All.Contains(key) && (unknown is null || string.CompareOrdinal(key, unknown) < 0)) unknown = key;
        }
        if (unknown is not null)
            throw UnknownKey(unknown);
    }

    private static void CheckInject(AnnotationText text)
    {
        var value = text.Trimmed;
        if (value is not ("true" or "false"))
            throw text.Refuse(
                $"the value {Quote.Of(text.Value)} is neither \"true\" nor \"false\"",
                value.ToLowerInvariant() is "false" or "no" or "off" or "disabled" or "0"
                    ? "write \"false\" to leave this Pod alone"
                    : "write \"false\" to leave this Pod alone, or take the annotation out");
    }

    private static Strategy ReadStrategy(AnnotationText text) => text.Trimmed switch
    {
        "auto" => Strategy.Auto,
        "sentinel" => Strategy.Sentinel,
        "postStart" => Strategy.PostStart,
        var other => throw text.Refuse(
            $"there is no strategy {Quote.Of(other)}",
            Nearest.To(other, ["auto", "sentinel", "postStart"]) is { } nearest
                ? $"write {Quote.Of(nearest)} (the strategies are auto, sentinel, postStart)"
                : "write auto, sentinel or postStart"),
    };

    private static TimeSpan ReadTimeout(AnnotationText text)
    {
        var value = text.Trimmed;
        var timeout = Duration.Read(value) ?? throw text.Refuse(
            $"{Quote.Of(value)} is no duration",
            Duration.Read(value + "s") is not null ? $"write {Quote.Of(value + "s")} for seconds" : "write whole numbers with h, m or s, such as \"90s\", \"10m\" or \"1h30m\"");
        return timeout < _shortestTimeout || timeout > _longestTimeout
            ? throw text.Refuse($"{Quote.Of(value)} is out of range", "write at least \"1s\" and at most \"8760h\" (365 days)")
            : timeout;
    }

    private static RefusedException UnknownKey(string key) => new(
        RefusalReason.UnknownKey,
        $"{Quote.Escape(key)}: there is no such annotation; "
        + (Nearest.To(key[HintKeys.Prefix.Length..], HintKeys.All.Select(known => known[HintKeys.Prefix.Length..])) is { } nearest
            ? $"write {HintKeys.Prefix}{nearest}"
            : $"the known ones are {string.Join(", ", HintKeys.All)}"));
}
