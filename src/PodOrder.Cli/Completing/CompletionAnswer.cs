using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace PodOrder.Cli.Completing;

/// <summary>
/// Answers shells that ask what may come next, <c>__complete WORDS…</c>: a candidate a line, then a line <c>:4</c>, or <c>:0</c> where files may come.
/// kubectl asks its plug-ins the same way, by a program <c>kubectl_complete-podorder</c> on the PATH (spf13/cobra, its completion protocol).
/// </summary>
internal static class CompletionAnswer
{
    private const string Name = "__complete", NoFiles = ":4", Files = ":0";
    private static readonly string[] _fileOptions = ["-f", "--filename", "--kubeconfig", "--policy", "--registry-ca"];

    /// <summary>Answers where the arguments ask for that: they are the words of another command line, the last one half written.</summary>
    public static bool TryWrite(RootCommand root, string[] args, TextWriter output)
    {
        if (args is not [Name, .. var words]) return false;
        var (before, word) = words.Length > 0 ? (words[..^1], words[^1]) : ([], "");
        var isFile = before.Length > 0 && _fileOptions.Contains(before[^1]);
        IEnumerable<string> items = isFile ? [] : Parse(root, before, word).GetCompletions().Select(item => item.Label).Where(label => IsWanted(label, word)).Distinct().Order(StringComparer.Ordinal);
        foreach (var item in items) output.WriteLine(item);
        output.WriteLine(isFile ? Files : NoFiles);
        return true;
    }

    // A flag that still lacks its value offers its values, whatever of one is written; else the word itself tells what it may become.
    private static ParseResult Parse(RootCommand root, string[] before, string word)
    {
        var parsed = root.Parse(before);
        var flags = parsed.CommandResult.Children.Concat(parsed.RootCommandResult.Children).OfType<OptionResult>();
        var lacksValue = flags.Any(flag => flag.IdentifierToken?.Value == before.LastOrDefault() && flag.Tokens.Count == 0 && flag.Option.Arity.MinimumNumberOfValues > 0);
        return lacksValue ? parsed : root.Parse([.. before, word]);
    }

    // Flags are offered to whoever has begun one.
    private static bool IsWanted(string label, string word) =>
        label.StartsWith(word, StringComparison.Ordinal) && (label.StartsWith('-') ? word.StartsWith('-') && label is not ("/?" or "/h" or "-?") : label is not ("/?" or "/h" or "True" or "False"));
}
