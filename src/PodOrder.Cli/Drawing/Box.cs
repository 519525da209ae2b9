namespace PodOrder.Cli.Drawing;

/// <summary>A place on a picture.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Middle => Y + (Height / 2);
}
