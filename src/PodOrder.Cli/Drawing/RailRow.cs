namespace PodOrder.Cli.Drawing;

/// <summary>A row of the drawing.</summary>
/// <param name="Pieces">The glyphs, all rows as wide.</param>
/// <param name="Node">The container that the row is about, by its place in the order; null for a row that only leads lines on.</param>
/// <param name="IsNode">Whether the container's own mark stands in it.</param>
internal sealed record RailRow(IReadOnlyList<RailPiece> Pieces, int? Node, bool IsNode);
