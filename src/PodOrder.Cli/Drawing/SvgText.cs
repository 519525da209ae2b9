using System.Globalization;
using System.Text;

namespace PodOrder.Cli.Drawing;

/// <summary>Builds an SVG picture: readable on white and on black, with no script, font or reference to anywhere.</summary>
internal sealed class SvgText
{
    private const string Style = """
        <style>
          text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328 }
          .small { font-size: 11px; fill: #59636e }
          .title { font-weight: bold }
          .box { fill: #f6f8fa; stroke: #59636e }
          .line { fill: none; stroke: #59636e; stroke-width: 1.4 }
          .halo { stroke: #ffffff; stroke-width: 4; paint-order: stroke }
          .head { fill: #59636e }
          .page { fill: #ffffff }
          .axis { stroke: #d1d9e0 }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 } .small { fill: #9198a1 } .box { fill: #151b23; stroke: #9198a1 } .line { stroke: #9198a1 }
            .halo { stroke: #0d1117 } .head { fill: #9198a1 } .page { fill: #0d1117 } .axis { stroke: #3d444d }
          }
        </style>
        """;

    private readonly StringBuilder _body = new();

    public SvgText Add(FormattableString element)
    {
        _body.Append("  ").Append(FormattableString.Invariant(element)).Append('\n');
        return this;
    }

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    /// <summary>A number without the noise behind its first decimal.</summary>
    public static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    public string ToText(double width, double height, string title) => string.Create(CultureInfo.InvariantCulture, $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{Number(width)}" height="{Number(height)}" viewBox="0 0 {Number(width)} {Number(height)}" role="img">
          <title>{Escape(title)}</title>
        {Style}
          <rect class="page" width="100%" height="100%"/>
        {_body}</svg>

        """);
}
