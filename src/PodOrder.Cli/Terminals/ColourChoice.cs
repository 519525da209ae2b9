namespace PodOrder.Cli.Terminals;

/// <summary>The values of <c>--color</c>.</summary>
internal enum ColourChoice
{
    Auto,
    Always,
    Never,
}
