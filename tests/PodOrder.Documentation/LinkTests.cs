using PodOrder.Documentation.Pages;

namespace PodOrder.Documentation;

public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. Page.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string path)
    {
        var page = Page.Named(path);
        Assert.All(page.Links.Where(link => !Uri.IsWellFormedUriString(link, UriKind.Absolute)), link =>
        {
            var (file, anchor) = link.Split('#', 2) is [var before, var behind] ? (before, behind) : (link, null);
            var target = file.Length == 0 ? path : Path.GetRelativePath(Repository.PathOf(""), Path.Combine(Repository.PathOf(""), Path.GetDirectoryName(path)!, file));
            Assert.True(Path.Exists(Repository.PathOf(target)), $"{path} points to {link}, where nothing is");
            if (anchor is not null) Assert.Contains(anchor, Page.Named(target).Anchors);
        });
    }

    [Fact]
    public void Every_link_to_another_site_is_https() =>
        Assert.All(Page.All, page => Assert.DoesNotContain(page.Links, link => link.StartsWith("http:", StringComparison.Ordinal)));

    [Fact]
    public void Every_page_of_docs_is_found_from_its_index()
    {
        var linked = Page.Named("docs/README.md").Links.Select(link => "docs/" + link.Split('#')[0]).ToHashSet();
        Assert.All(Page.All.Where(page => page.Path.StartsWith("docs/", StringComparison.Ordinal) && page.Path != "docs/README.md"), page => Assert.Contains(page.Path, linked));
    }
}
