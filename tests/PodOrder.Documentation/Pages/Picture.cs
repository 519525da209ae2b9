using System.Globalization;
using System.Xml.Linq;

namespace PodOrder.Documentation.Pages;

/// <summary>A picture of a terminal (docs/images/terminal.py), read back.</summary>
internal static class Picture
{
    private const double CharacterWidth = 12.2;

    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    /// <summary>The lines that it shows, without the title.</summary>
    public static IReadOnlyList<string> Lines(string path) =>
    [
        .. XDocument.Load(Repository.PathOf(path)).Descendants(_svg + "text")
            .Where(text => text.Attribute("clip-path") is not null)
            .GroupBy(text => Number(text, "y"))
            .OrderBy(line => line.Key)
            .Select(line => line.Aggregate("", (before, text) => before.PadRight((int)Math.Round(Number(text, "x") / CharacterWidth)) + text.Value.Replace('\u00a0', ' ')).TrimEnd()),
    ];

    private static double Number(XElement text, string attribute) => double.Parse(text.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
