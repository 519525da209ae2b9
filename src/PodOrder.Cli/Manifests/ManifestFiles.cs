namespace PodOrder.Cli.Manifests;

/// <summary>Finds and reads what <c>-f</c> names: files, the manifests of folders, standard input.</summary>
internal static class ManifestFiles
{
    private static readonly string[] _endings = [".yaml", ".yml", ".json"];

    /// <summary>The files, in the order in which they are named; a folder's by name, those of its folders after them.</summary>
    /// <exception cref="CommandException">One cannot be read, or is no manifest.</exception>
    public static IReadOnlyList<ManifestFile> Read(IEnumerable<string> names, Stream input) =>
        [.. names.SelectMany(Expand).Select(name => Read(name, input))];

    private static IEnumerable<string> Expand(string name)
    {
        if (!Directory.Exists(name)) return [name];
        var files = Directory.EnumerateFiles(name, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(file => _endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .OrderBy(file => Path.GetDirectoryName(file), StringComparer.Ordinal).ThenBy(file => file, StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new CommandException(ExitCode.Usage, $"{name}: there is no .yaml, .yml or .json file in this folder");
    }

    private static ManifestFile Read(string name, Stream input)
    {
        try
        {
            return name == "-" ? ManifestFile.Parse("stdin", ReadAll(input)) : ManifestFile.Parse(name, File.ReadAllBytes(name));
        }
        catch (ManifestException wrong)
        {
            throw new CommandException(ExitCode.Usage, $"{(name == "-" ? "stdin" : name)}:{wrong.Line}:{wrong.Column}: {wrong.Message}");
        }
        catch (Exception wrong) when (wrong is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(ExitCode.Usage, $"{name}: there is no such file or folder");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"{name}: {wrong.Message}");
        }
    }

    private static byte[] ReadAll(Stream input)
    {
        using var all = new MemoryStream();
        input.CopyTo(all);
        return all.ToArray();
    }
}
