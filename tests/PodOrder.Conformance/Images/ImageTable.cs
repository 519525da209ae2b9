namespace PodOrder.Conformance.Images;

/// <summary>Image names and what stands behind them here; a name without an entry is a plain busybox.</summary>
public sealed class ImageTable
{
    private static readonly Image Plain = new(BusyboxRoot.Build, [], ["sh"]);
    private readonly Dictionary<string, Image> _images = [];

    /// <summary>Puts an image under a name.</summary>
    public ImageTable Add(string name, Image image)
    {
        _images[name] = image;
        return this;
    }

    /// <summary>The image of that name.</summary>
    public Image Find(string name) => _images.GetValueOrDefault(name, Plain);
}
