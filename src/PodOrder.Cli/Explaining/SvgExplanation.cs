using PodOrder.Cli.Drawing;
using PodOrder.Explanations;
using PodOrder.Hints;
using static PodOrder.Cli.Drawing.SvgText;

namespace PodOrder.Cli.Explaining;

/// <summary>Draws an explanation as a picture: boxes in columns, and an arrow from each container to those that wait for it.</summary>
internal static class SvgExplanation
{
    private const double CharacterWidth = 7.9, Padding = 28, TitleHeight = 28;

    public static string Of(ExplainedPod pod)
    {
        var svg = new SvgText();
        var containers = pod.Explanation?.Containers ?? [];
        svg.Add($"""<text class="title" x="24" y="26">{Escape(pod.Subject)}</text>""");
        if (containers.Count == 0)
            return svg.Add($"""<text class="small" x="24" y="50">nothing asks for an order: it is left alone</text>""").ToText(420, 70, pod.Subject);

        var places = containers.Index().ToDictionary(it => it.Item.Name, it => it.Index, StringComparer.Ordinal);
        var dependencies = containers.Select(it => (IReadOnlyList<int>)[.. it.Waits.Select(wait => places[wait.Dependency]).Distinct()]).ToList();
        var (boxes, routes, width, height) = LayeredLayout.Of(dependencies, [.. containers.Select(it => (it.Name.Length * CharacterWidth) + Padding)]);
        boxes = [.. boxes.Select(Lower)];
        svg.Add($"""<defs><marker id="head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>""");
        foreach (var (edge, route) in routes) DrawEdge(svg, [.. route.Select(Lower)]);
        foreach (var (container, box) in containers.Zip(boxes)) DrawBox(svg, container, box);
        foreach (var (edge, route) in routes)
            DrawCondition(svg, Lower(route[^2]), Lower(route[^1]), containers[edge.To].Waits.Where(wait => places[wait.Dependency] == edge.From));
        return svg.ToText(Math.Max(width, 48 + (pod.Subject.Length * CharacterWidth)), height + TitleHeight, $"The order of {pod.Subject}");
    }

    private static void DrawEdge(SvgText svg, IReadOnlyList<Box> route)
    {
        var path = $"M{Number(route[0].X + route[0].Width)} {Number(route[0].Middle)}";
        for (var i = 1; i < route.Count; i++)
        {
            var (from, to) = (route[i - 1], route[i]);
            var (x1, x2) = (from.X + from.Width, to.X);
            var middle = (x1 + x2) / 2;
            path += $"C{Number(middle)} {Number(from.Middle)} {Number(middle)} {Number(to.Middle)} {Number(x2)} {Number(to.Middle)}";
            // Through the layers in between it runs straight.
            if (i < route.Count - 1) path += $"H{Number(to.X + to.Width)}";
        }
        svg.Add($"""<path class="line" marker-end="url(#head)" d="{path}"/>""");
    }

    private static void DrawBox(SvgText svg, ContainerExplanation container, Box box)
    {
        var corner = container.Role == ContainerRole.Sidecar ? box.Height / 2 : 5;
        var dashes = container.Role == ContainerRole.Init ? " stroke-dasharray=\"4 3\"" : "";
        svg.Add($"""<rect class="box" x="{Number(box.X)}" y="{Number(box.Y)}" width="{Number(box.Width)}" height="{Number(box.Height)}" rx="{Number(corner)}"{dashes}><title>{Escape(Tip(container))}</title></rect>""");
        svg.Add($"""<text x="{Number(box.X + (box.Width / 2))}" y="{Number(box.Middle + 4.5)}" text-anchor="middle">{Escape(container.Name)}</text>""");
    }

    private static void DrawCondition(SvgText svg, Box from, Box to, IEnumerable<WaitExplanation> waits)
    {
        var x = (from.X + from.Width + to.X) / 2;
        // Near the waiter, where the lines of several dependencies have not yet met.
        var y = from.Middle + ((to.Middle - from.Middle) * 0.5);
        var words = string.Join(", ", waits.Select(wait => wait.Condition.ToWord()));
        svg.Add($"""<text class="small halo" x="{Number(x)}" y="{Number(y - 5)}" text-anchor="middle">{words}</text>""");
    }

    private static string Tip(ContainerExplanation container) => string.Join("; ",
        container.Waits.Select(wait => $"waits for {wait.Dependency}: {wait.Condition.ToWord()}, {wait.How}").Concat(container.Changes).DefaultIfEmpty("not touched"));

    private static Box Lower(Box box) => box with { Y = box.Y + TitleHeight };
}
