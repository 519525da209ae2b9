namespace PodOrder.Documentation.Pages;

/// <summary>A fenced block of a page.</summary>
/// <param name="Path">The page.</param>
/// <param name="Line">The line of its opening fence, counted from 1.</param>
/// <param name="Language">The first word behind the fence; <c>console</c> blocks hold commands and what they print.</param>
/// <param name="Mark">The rest behind the fence, which GitHub does not show: <c>refused</c> on a manifest whose refusal is the next block.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record Fence(string Path, int Line, string Language, string Mark, string Text)
{
    public override string ToString() => $"{Path}:{Line}";
}
