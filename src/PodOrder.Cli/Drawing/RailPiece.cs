namespace PodOrder.Cli.Drawing;

/// <summary>A glyph of a rail.</summary>
/// <param name="Glyph">The glyph.</param>
/// <param name="Lane">Whose line it belongs to: the place of that container in the order; null for what joins lines.</param>
internal readonly record struct RailPiece(char Glyph, int? Lane);
