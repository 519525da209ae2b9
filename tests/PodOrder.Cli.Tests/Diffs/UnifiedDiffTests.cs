using System.Diagnostics;
using PodOrder.Cli.Diffs;

namespace PodOrder.Cli.Tests.Diffs;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void Equal_texts_have_no_difference() => Assert.Empty(UnifiedDiff.Of("a", "x\ny\n", "x\ny\n"));

    [Fact]
    public void Patch_makes_the_new_text_of_the_old_one()
    {
        var random = new Random(20261125);
        for (var round = 0; round < 60; round++)
        {
            var old = Draw(random);
            var now = Change(old, random);
            Assert.Equal(Text(now), Patched(Text(old), string.Join('\n', UnifiedDiff.Of("a", Text(old), Text(now))) + "\n"));
        }
    }

    [Fact]
    public void Changes_far_from_each_other_are_hunks_of_their_own()
    {
        var old = Enumerable.Range(1, 30).Select(number => number.ToString()).ToList();
        List<string> now = [.. old];
        (now[1], now[27]) = ("two", "twenty-eight");
        var diff = UnifiedDiff.Of("n.yaml", Text(old), Text(now));
        Assert.Equal(["--- n.yaml", "+++ n.yaml (injected)", "@@ -1,5 +1,5 @@", " 1", "-2", "+two", " 3", " 4", " 5", "@@ -25,6 +25,6 @@"], diff.Take(10));
    }

    [Fact]
    public void A_line_end_that_is_missing_is_told() =>
        Assert.Equal(["--- a", "+++ a (injected)", "@@ -1,1 +1,1 @@", "-x\n\\ No newline at end of file", "+x"], UnifiedDiff.Of("a", "x", "x\n"));

    private static List<string> Draw(Random random) => [.. Enumerable.Range(0, random.Next(0, 40)).Select(_ => "line " + random.Next(0, 8))];

    private static List<string> Change(List<string> lines, Random random)
    {
        List<string> changed = [.. lines];
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(0, changed.Count + 1);
            if (random.Next(2) == 0 && at < changed.Count) changed.RemoveAt(at);
            else changed.Insert(at, "new " + random.Next(0, 5));
        }
        return changed;
    }

    private static string Text(List<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    // GNU patch is the judge.
    private static string Patched(string old, string diff)
    {
        var folder = Directory.CreateTempSubdirectory("podorder-diff");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a"), old);
            File.WriteAllText(Path.Combine(folder.FullName, "d"), diff);
            using var patch = Process.Start(new ProcessStartInfo("patch", ["--silent", "--posix", "a", "d"]) { WorkingDirectory = folder.FullName })!;
            patch.WaitForExit();
            return File.Exists(Path.Combine(folder.FullName, "a")) ? File.ReadAllText(Path.Combine(folder.FullName, "a")) : "";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
