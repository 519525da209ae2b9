using System.CommandLine;
using PodOrder.Cli.Manifests;

namespace PodOrder.Cli.Commands;

/// <summary>The flag that names manifests.</summary>
internal sealed class ManifestFlags
{
    public Option<string[]> Files { get; } = new("--filename", "-f")
    {
        Description = "A file, a folder (its .yaml, .yml and .json files, those of its folders too), or - for standard input; repeated.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    public bool AreGiven(ParseResult parsed) => parsed.GetValue(Files) is { Length: > 0 };

    public IReadOnlyList<ManifestFile> Read(ParseResult parsed) => ManifestFiles.Read(parsed.GetValue(Files) ?? [], Console.OpenStandardInput());
}
