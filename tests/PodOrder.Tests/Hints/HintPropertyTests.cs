using System.Diagnostics;
using CsCheck;
using PodOrder.Hints;

namespace PodOrder.Tests.Hints;

public sealed class HintPropertyTests
{
    private static readonly Gen<string> _name = Gen.Select(
        Gen.Char["abcxyz019"], Gen.String[Gen.Char["abcxyz019-"], 0, 61], Gen.Char["abcxyz019"], (first, middle, last) => $"{first}{middle}{last}");

    private static readonly Gen<Condition?> _condition = Gen.OneOf<Condition?>(
        null, Condition.Started, Condition.Ready, Condition.Completed, Condition.Succeeded);

    private static readonly Gen<ReadyCheck> _check = Gen.OneOf(
        Gen.Int[1, 65535].Select(port => new ReadyCheck(ReadyCheckKind.Tcp, port, "")),
        Gen.Select(Gen.Int[1, 65535], Gen.String[Gen.Char['!', '~'], 0, 20], (port, path) => new ReadyCheck(ReadyCheckKind.Http, port, "/" + path)),
        Gen.Select(Gen.Int[1, 65535], Gen.String[Gen.Char['!', '~'], 0, 20], (port, path) => new ReadyCheck(ReadyCheckKind.Https, port, "/" + path)),
        Gen.Select(Gen.Int[1, 65535], Gen.String[Gen.Char["abz.V1"], 0, 20], (port, service) => new ReadyCheck(ReadyCheckKind.Grpc, port, service)),
        Gen.String[Gen.Char["abz.-_ \"'\\:#äß日"], 1, 20].Select(path => new ReadyCheck(ReadyCheckKind.File, 0, $"/{path}")));

    private static readonly Gen<Hint> _anyHint =
        from names in _name.HashSet[2, 12].Select(set => set.ToArray())
        from cuts in Gen.Int[1, names.Length - 1]
        from marks in Gen.Bool.Array[names.Length]
        from conditions in _condition.Array[names.Length]
        from edges in Gen.Select(Gen.Int[0, names.Length - 1], Gen.Int[0, names.Length - 1], Gen.Bool, _condition).Array[0, 8]
        from check in _check
        from command in Gen.String[Gen.Char["abz.-_ \"'\\:#${}[]\n\t äß日"], 1, 20].List[1, 4]
        from strategy in Gen.Enum<Strategy>()
        from timeout in Gen.Long[1000, 31_536_000_000]
        from extras in Gen.Int[0, 7]
        select new Hint(
            [
                [.. names[..cuts].Select((name, i) => new OrderItem(name, marks[i], i == 0 ? null : conditions[i]))],
                [.. names[cuts..].Select((name, i) => new OrderItem(name, marks[cuts + i], null))],
            ],
            [.. edges.Select(edge => new DependsOnItem(names[edge.Item1], names[edge.Item2], edge.Item3, edge.Item4)).OrderBy(item => item.Waiter, StringComparer.Ordinal)],
            (extras & 1) == 0 ? new Dictionary<string, ReadyCheck>() : new() { [names[0]] = check },
            (extras & 2) == 0 ? new Dictionary<string, IReadOnlyList<string>>() : new() { [names[^1]] = command },
            strategy,
            (extras & 4) == 0 ? null : TimeSpan.FromMilliseconds(timeout));

    // Characters and words of which both grammars are made, so that garbage comes near to what is right.
    private static readonly Gen<string> _garbage = Gen.OneOf(
        Gen.OneOf("db", "web", "->", ",", ":", "?", " ", "\n", "ready", "started", "{", "}", "[", "]", "\"", "'", ": ", "- ", "\n- ", "\n  ", "#", " #", "&a ", "*a", "!", "!!str ",
            "|", ">", "|2\n", "%", "---\n", "...", "\t", "\r\n", "\\", "\\u0", "\\ud800", "\\x", "<<", "~", "@", "`", "\0", "\ufeff", "\u2028", "\ud83d", "\ude00", "tcp:", "http:", "80", "90s"),
        Gen.Char.Select(c => c.ToString())).Array[0, 40].Select(string.Concat);

    [Fact]
    public void A_hint_that_is_written_and_read_again_is_the_same() =>
        _anyHint.Sample(hint => HintWriter.Print(HintReader.Read(HintWriter.Annotations(hint))!) == HintWriter.Print(hint), iter: 2_000);

    [Fact]
    public void Garbage_is_refused_with_a_sentence_or_read() =>
        Gen.Select(_garbage, Gen.OneOf(HintKeys.Order, HintKeys.DependsOn, HintKeys.Ready, HintKeys.Command, HintKeys.Strategy, HintKeys.Timeout, HintKeys.Inject, "podorder.io/x"))
            .Sample(
                (value, key) =>
                {
                    try
                    {
                        HintReader.Read([KeyValuePair.Create(key, value)]);
                    }
                    catch (RefusedException refused)
                    {
                        Assert.StartsWith("podorder.io/", refused.Message);
                        Assert.DoesNotContain(refused.Message, char.IsControl);
                    }
                },
                iter: 20_000);

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: b\n")]
    [InlineData("a: [b]\n")]
    [InlineData("\"a\",")]
    [InlineData("a,")]
    [InlineData("a->")]
    [InlineData("a-")]
    [InlineData("->")]
    [InlineData("'")]
    [InlineData("#\n")]
    [InlineData("&a ")]
    [InlineData("!")]
    [InlineData("\n ")]
    [InlineData("---\n")]
    [InlineData("|\n")]
    [InlineData("%a\n")]
    [InlineData("\\")]
    public void The_longest_value_is_answered_at_once_whatever_it_repeats(string part)
    {
        var value = string.Concat(Enumerable.Repeat(part, 262_144 / part.Length));
        string[] values = [value, $"{{\"web\": [{value}"[..262_144], $"{{\"web\": \"{value}"[..262_144]];
        foreach (var (key, text) in values.SelectMany(text => new[] { (HintKeys.DependsOn, text), (HintKeys.Order, text) }))
        {
            var started = Stopwatch.GetTimestamp();
            Assert.True(Record.Exception(() => HintReader.Read([KeyValuePair.Create(key, text)])) is null or RefusedException);
            // Linear reading takes milliseconds; anything quadratic takes minutes.
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20), $"{key} took {Stopwatch.GetElapsedTime(started)}");
        }
    }
}
