using PodOrder.Graphs;
using PodOrder.Hints;

namespace PodOrder.Plans;

/// <summary>What may surprise, told as the API server wants it: one line of at most 120 characters (admission/v1 AdmissionResponse.warnings).</summary>
internal static class Warnings
{
    private const int Longest = 120;

    public static IEnumerable<string> Of(OrderGraph graph, IReadOnlyDictionary<string, Strategy> strategies, Hint hint)
    {
        foreach (var (waiter, _) in strategies.Where(s => s.Value == Strategy.PostStart))
        {
            yield return Shorten(hint.Strategy == Strategy.Auto
                ? $"the command of \"{waiter}\" is not known: it is held back by postStart hooks, which delay but cannot forbid"
                : $"\"{waiter}\" is held back by postStart hooks: if a hook fails or runs out of time, it starts all the same");
        }
        foreach (var name in graph.Unresolved)
            yield return Shorten($"no container \"{name}\" in this Pod yet: its place in the order counts once it is added");
    }

    private static string Shorten(string sentence) => sentence.Length <= Longest ? sentence : sentence[..(Longest - 1)] + "…";
}
