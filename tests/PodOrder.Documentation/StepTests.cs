using PodOrder.Documentation.Commands;
using PodOrder.Documentation.Pages;

namespace PodOrder.Documentation;

public sealed class StepTests
{
    [Theory]
    [InlineData("a", "a\n", true)]
    [InlineData("a", "b\n", false)]
    [InlineData("a …", "a b", true)]
    [InlineData("a …", "a b\nc", false)]
    [InlineData("a\n…\nc", "a\nc", true)]
    [InlineData("a\n…\nc", "a\nb\nb\nc", true)]
    [InlineData("a\n…", "a\nb\nb", true)]
    [InlineData("a\n…", "b\nb", false)]
    [InlineData("a\n…", "a", true)]
    [InlineData("…\nc", "c", true)]
    [InlineData("…\nc", "a\nb\nc", true)]
    [InlineData("(a)", "(a)", true)]
    public void An_ellipsis_stands_for_anything_in_a_line_and_for_any_lines(string output, string printed, bool same) =>
        Assert.Equal(same, Only($"$ x\n{output}").Promises(printed));

    [Fact]
    public void A_backslash_continues_a_command() => Assert.Equal("a b", Only("$ a \\\n    b").Command.Replace("  ", " ", StringComparison.Ordinal));

    [Fact]
    public void A_block_without_a_command_is_a_mistake() => Assert.Throws<FormatException>(() => Only("output"));

    private static Step Only(string text) => Step.Of(new Fence("page.md", 1, "console", "", text)).Single();
}
