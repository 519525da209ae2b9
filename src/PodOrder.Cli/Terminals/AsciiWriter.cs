using System.Text;

namespace PodOrder.Cli.Terminals;

/// <summary>Spells what a terminal without Unicode cannot show: one place for it, so that whatever draws need not know.</summary>
internal sealed class AsciiWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value < 128 ? value.ToString() : Spell(value));

    public override void Flush() => inner.Flush();

    private static string Spell(char value) => value switch
    {
        '│' or '┃' => "|",
        '─' or '━' or '╌' or '–' => "-",
        '├' or '┤' or '┼' or '╭' or '╮' or '╰' or '╯' or '┴' or '┬' => "+",
        '●' or '◉' => "*",
        '○' => "o",
        '▼' => "v",
        '▶' or '→' => ">",
        '⇐' or '←' => "<-",
        '↻' => "~",
        '✓' or '✔' => "ok",
        '✗' or '✘' => "FAIL",
        '⚠' or '‼' => "!!",
        '…' => "...",
        '·' => "-",
        '×' => "x",
        '█' => "#",
        '▓' => "=",
        '░' or '▒' => ".",
        '“' or '”' => "\"",
        '’' => "'",
        >= '⠀' and <= '⣿' => "*", // the spinner
        _ => "?",
    };
}
