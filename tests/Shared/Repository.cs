using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace PodOrder.Tests.Shared;

/// <summary>The manifests that the repository ships.</summary>
internal static class Repository
{
    private static readonly string _root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../.."));

    /// <summary>The names of a folder's YAML files.</summary>
    public static IReadOnlyList<string> Files(string folder) =>
        [.. Directory.GetFiles(Path.Combine(_root, folder), "*.yaml").Select(file => $"{folder}/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)];

    public static string Text(string file) => File.ReadAllText(PathOf(file));

    /// <summary>The full path of a file of the repository.</summary>
    public static string PathOf(string file) => Path.Combine(_root, file);

    /// <summary>The documents of a file.</summary>
    public static IReadOnlyList<JsonNode> Documents(string file) => Yaml.ReadAll(Text(file));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
