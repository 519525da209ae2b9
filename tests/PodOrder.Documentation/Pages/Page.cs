using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PodOrder.Documentation.Pages;

/// <summary>A page of the documentation, as GitHub shows it.</summary>
internal sealed class Page
{
    private static readonly MarkdownPipeline _github = new MarkdownPipelineBuilder()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePipeTables().UseAlertBlocks().UseGenericAttributes().Build();

    private readonly MarkdownDocument _document;

    private Page(string path)
    {
        Path = path;
        _document = Markdown.Parse(Repository.Text(path), _github);
    }

    /// <summary>Its path from the top of the repository.</summary>
    public string Path { get; }

    /// <summary>Every page that a reader is meant to open.</summary>
    public static IReadOnlyList<Page> All { get; } =
    [
        .. new[] { "", "docs", "docs/model", "tests/PodOrder.Conformance" }
            .SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.md").Select(file => System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file))))
            .Order(StringComparer.Ordinal).Select(path => new Page(path)),
    ];

    public static Page Named(string path) => All.Single(page => page.Path == path);

    /// <summary>What can follow the # of a link to this page.</summary>
    public IReadOnlySet<string> Anchors => _document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id!).ToHashSet();

    /// <summary>Where its links and pictures point to.</summary>
    public IReadOnlyList<string> Links => [.. _document.Descendants<LinkInline>().Select(link => link.Url!)];

    /// <summary>Its fenced blocks, in order.</summary>
    public IReadOnlyList<Fence> Fences =>
    [
        .. _document.Descendants<FencedCodeBlock>().Select(block => new Fence(
            Path, block.Line + 1, block.Info ?? "", block.Arguments ?? "", string.Join('\n', block.Lines.Lines.Take(block.Lines.Count).Select(line => line.ToString())))),
    ];

    public override string ToString() => Path;
}
