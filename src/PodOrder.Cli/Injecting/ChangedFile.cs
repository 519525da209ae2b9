using PodOrder.Cli.Findings;
using PodOrder.Cli.Manifests;

namespace PodOrder.Cli.Injecting;

/// <summary>A file of manifests and what became of it.</summary>
/// <param name="File">The file.</param>
/// <param name="Text">Its text as it is to be.</param>
/// <param name="Reports">What was done with each Pod and template in it.</param>
internal sealed record ChangedFile(ManifestFile File, string Text, IReadOnlyList<Finding> Reports);
