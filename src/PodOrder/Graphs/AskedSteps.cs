using System.Runtime.InteropServices;
using PodOrder.Hints;

namespace PodOrder.Graphs;

/// <summary>The steps that a hint asks for, each once, in the order in which it names them, with the conditions that it names for them.</summary>
internal sealed class AskedSteps
{
    private readonly Dictionary<(string Waiter, string Dependency), Condition[]?> _steps = [];

    public int Count => _steps.Count;

    /// <summary>Asks for a step; null = without naming a condition.</summary>
    public void Add(string waiter, string dependency, Condition? condition)
    {
        ref var named = ref CollectionsMarshal.GetValueRefOrAddDefault(_steps, (waiter, dependency), out _);
        named ??= [];
        // The same step twice: an explicit condition beats the default, two explicit ones both hold.
        if (condition is { } another && !named.Contains(another)) named = [.. named, another];
    }

    /// <summary>The steps with the conditions that were named for them; none where the default is to hold.</summary>
    public Dictionary<(string Waiter, string Dependency), Condition[]?>.Enumerator GetEnumerator() => _steps.GetEnumerator();
}
