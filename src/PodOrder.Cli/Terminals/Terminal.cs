using System.Text;
using Spectre.Console;

namespace PodOrder.Cli.Terminals;

/// <summary>Where the program writes: what it can show there is decided here alone.</summary>
internal sealed class Terminal
{
    private const int WidthOfFiles = 120, Unbounded = 1_000_000;

    private Terminal(TextWriter output, TextWriter error, bool isOutputRedirected, bool isErrorRedirected, int? width, ColourChoice colours, Func<string, string?> environment)
    {
        var isUnicode = IsUnicode(environment);
        IsInteractive = !isOutputRedirected;
        Width = width ?? WidthOfFiles;
        Screen = Console(output, isOutputRedirected, Width);
        Lines = Console(output, isOutputRedirected, Unbounded);
        Errors = Console(error, isErrorRedirected, Unbounded);

        IAnsiConsole Console(TextWriter writer, bool isRedirected, int columns)
        {
            var isColoured = colours switch
            {
                ColourChoice.Always => true,
                ColourChoice.Never => false,
                // https://no-color.org, and what terminfo calls a terminal without any ability.
                _ => !isRedirected && string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb",
            };
            var console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = isColoured ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = isColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Yes,
                Out = new AnsiConsoleOutput(isUnicode ? writer : new AsciiWriter(writer)),
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            });
            console.Profile.Width = columns;
            console.Profile.Capabilities.Unicode = isUnicode;
            return console;
        }
    }

    /// <summary>Whether somebody watches: standard output is a terminal.</summary>
    public bool IsInteractive { get; }

    /// <summary>How many columns there are.</summary>
    public int Width { get; }

    /// <summary>Standard output for what fits itself into the terminal: tables, live displays.</summary>
    public IAnsiConsole Screen { get; }

    /// <summary>Standard output for lines, which are never broken.</summary>
    public IAnsiConsole Lines { get; }

    /// <summary>Standard error for lines.</summary>
    public IAnsiConsole Errors { get; }

    /// <summary>The terminal that the program was started on.</summary>
    public static Terminal Of(ColourChoice colours)
    {
        var output = Writer(Console.OpenStandardOutput());
        var error = Writer(Console.OpenStandardError());
        int? width = Console.IsOutputRedirected ? null : Math.Max(40, Console.WindowWidth);
        return new Terminal(output, error, Console.IsOutputRedirected, Console.IsErrorRedirected, width, colours, Environment.GetEnvironmentVariable);
    }

    // A locale that says nothing is most often a container's, seen in a terminal that can; one that says another encoding is believed.
    private static bool IsUnicode(Func<string, string?> environment)
    {
        var locale = ((string[])["LC_ALL", "LC_CTYPE", "LANG"]).Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale is null || locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("utf8", StringComparison.OrdinalIgnoreCase);
    }

    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
