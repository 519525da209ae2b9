namespace PodOrder.Cli.Diffs;

/// <summary>A line that is kept, taken out or put in.</summary>
/// <param name="Sign">A space, <c>-</c> or <c>+</c>.</param>
/// <param name="Text">The line.</param>
/// <param name="Old">How many lines of the old text stand before it.</param>
/// <param name="New">How many lines of the new one.</param>
internal readonly record struct LineEdit(char Sign, string Text, int Old, int New);
