namespace PodOrder.Hints;

/// <summary>A piece of an annotation's JSON or YAML.</summary>
/// <param name="Index">Where it stands in the value.</param>
internal abstract record Node(int Index)
{
    /// <summary>A string, whatever it looks like: <c>on</c> and <c>1</c> are strings.</summary>
    public sealed record Scalar(int Index, string Value) : Node(Index);

    /// <summary>A list.</summary>
    public sealed record List(int Index, IReadOnlyList<Node> Items) : Node(Index);

    /// <summary>A map; its keys differ.</summary>
    public sealed record Map(int Index, IReadOnlyList<(Scalar Key, Node Value)> Entries) : Node(Index);
}
