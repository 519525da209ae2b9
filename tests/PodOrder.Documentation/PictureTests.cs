using PodOrder.Documentation.Commands;
using PodOrder.Documentation.Pages;

namespace PodOrder.Documentation;

public sealed class PictureTests
{
    [Fact]
    public void The_picture_of_an_explanation_is_what_the_plugin_draws()
    {
        Assert.True(Plugin.IsBuilt, "The plugin is not built: ./build.sh cli");
        var lines = Picture.Lines("docs/images/explain.svg");
        Assert.Equal("$ kubectl podorder explain -f examples/tutorial.yaml", lines[0]);
        Assert.Equal(Shell.Run(lines[0][2..]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()), lines.Skip(1).Where(line => line.Length > 0));
    }

    [Fact]
    public void What_is_typed_in_the_recording_of_the_tutorial_stands_in_the_tutorial()
    {
        var commands = Page.Named("docs/tutorial.md").Fences.Where(fence => fence.Language == "console").SelectMany(Step.Of).Select(step => step.Command).ToHashSet();
        Assert.All(Picture.Lines("docs/images/tutorial.svg").Where(line => line.StartsWith("$ ", StringComparison.Ordinal)), line => Assert.Contains(line[2..], commands));
    }
}
