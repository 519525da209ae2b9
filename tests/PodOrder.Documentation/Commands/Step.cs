using System.Text.RegularExpressions;
using PodOrder.Documentation.Pages;

namespace PodOrder.Documentation.Commands;

/// <summary>A command that a page shows behind <c>$</c>, and what the page says that it prints.</summary>
/// <param name="Fence">The block that it stands in.</param>
/// <param name="Command">The command, as it is typed.</param>
/// <param name="Output">The lines behind it: … stands for anything within a line, and, alone on a line, for any number of lines. None = the page does not say.</param>
internal sealed partial record Step(Fence Fence, string Command, IReadOnlyList<string> Output)
{
    /// <summary>The commands of a <c>console</c> block, in order; a backslash at the end of a line continues it.</summary>
    public static IReadOnlyList<Step> Of(Fence fence)
    {
        var steps = new List<Step>();
        var lines = Continued().Replace(fence.Text, " ").Split('\n');
        foreach (var line in lines)
        {
            if (line.StartsWith("$ ", StringComparison.Ordinal)) steps.Add(new Step(fence, line[2..], []));
            else if (steps.Count > 0) steps[^1] = steps[^1] with { Output = [.. steps[^1].Output, line] };
            else throw new FormatException($"{fence} begins with a line that is no command: {line}");
        }
        return steps;
    }

    /// <summary>Whether it printed what the page says.</summary>
    public bool Promises(string printed)
    {
        if (Output.Count == 0) return true;
        // Each line with its line break, so that a lone … takes whole lines, or none.
        var pattern = string.Concat(Output.Select(line => line == "…" ? "(?:.*\n)*?" : Regex.Escape(line.TrimEnd()).Replace("…", ".*", StringComparison.Ordinal) + "\n"));
        var text = string.Concat(printed.TrimEnd().Split('\n').Select(line => line.TrimEnd() + "\n"));
        return Regex.IsMatch(text, $@"\A{pattern}\z", RegexOptions.None, TimeSpan.FromSeconds(5));
    }

    public override string ToString() => $"{Fence}: {Command}";

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();
}
