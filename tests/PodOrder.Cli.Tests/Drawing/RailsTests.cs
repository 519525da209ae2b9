using PodOrder.Cli.Drawing;

namespace PodOrder.Cli.Tests.Drawing;

public sealed class RailsTests
{
    [Fact]
    public void A_chain_is_one_line() => Drawn([[], [0], [1]], """
        ●
        │
        ●
        │
        ●
        """);

    [Fact]
    public void Who_takes_no_part_stands_alone() => Drawn([[], [], [0]], """
        ●
        │ ●
        │
        ●
        """);

    [Fact]
    public void A_fan_out_and_a_fan_in() => Drawn([[], [0], [0], [0], [1, 2, 3]], """
        ●
        ├─╮
        │ ●
        ├─│─╮
        │ │ ●
        │ │ │
        ● │ │
        ├─┴─╯
        ●
        """);

    [Fact]
    public void Lines_that_are_crossed_are_not_joined() => Drawn([[], [], [], [0, 2], [1]], """
        ●
        │ ●
        │ │ ●
        ├─│─╯
        ● │
          │
          ●
        """);

    [Fact]
    public void Thirty_containers_in_random_orders_have_every_line_and_no_lane_twice()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var dependencies = Enumerable.Range(0, 30).Select(node => (IReadOnlyList<int>)[.. Enumerable.Range(0, node).Where(_ => random.Next(node + 1) < 2)]).ToList();
            var rows = Rails.Draw(dependencies, [.. dependencies.Select(_ => 1)]);
            Assert.Equal(Enumerable.Range(0, 30), rows.Where(row => row.IsNode).Select(row => row.Node!.Value));
            foreach (var row in rows)
            {
                var lanes = row.Pieces.Select(piece => piece.Lane).OfType<int>().ToList();
                Assert.Equal(lanes.Distinct(), lanes);
            }
        }
    }

    private static void Drawn(IReadOnlyList<IReadOnlyList<int>> dependencies, string expected) =>
        Assert.Equal(expected, string.Join('\n', Rails.Draw(dependencies, [.. dependencies.Select(_ => 0)]).Select(row => string.Concat(row.Pieces.Select(piece => piece.Glyph)).TrimEnd())));
}
