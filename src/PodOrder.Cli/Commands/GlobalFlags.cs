using System.CommandLine;
using PodOrder.Cli.Terminals;

namespace PodOrder.Cli.Commands;

/// <summary>The flags that every command takes.</summary>
internal sealed class GlobalFlags
{
    private readonly Option<string> _colour = new("--color")
    {
        Description = "When to use colours: auto (in a terminal, unless NO_COLOR is set), always or never.",
        DefaultValueFactory = _ => "auto",
        Recursive = true,
        HelpName = "auto|always|never",
    };

    public void AddTo(RootCommand root)
    {
        _colour.AcceptOnlyFromAmong("auto", "always", "never");
        root.Options.Add(_colour);
    }

    public Terminal Terminal(ParseResult parsed) => Terminals.Terminal.Of(parsed.GetValue(_colour) switch
    {
        "always" => ColourChoice.Always,
        "never" => ColourChoice.Never,
        _ => ColourChoice.Auto,
    });
}
