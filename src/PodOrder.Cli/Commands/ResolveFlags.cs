using System.CommandLine;
using PodOrder.Cli.Findings;
using PodOrder.Cli.Manifests;
using PodOrder.Cli.Resolving;
using PodOrder.Cli.Terminals;
using PodOrder.Injection;
using PodOrder.Policies;
using PodOrder.Workloads;

namespace PodOrder.Cli.Commands;

/// <summary>The flags of looking commands up.</summary>
internal sealed class ResolveFlags
{
    private static readonly IReadOnlyDictionary<string, ImageCommand> _nothing = new Dictionary<string, ImageCommand>();

    private readonly Option<bool> _resolve = new("--resolve") { Description = "Look up in registries the commands that manifests leave to images, and write them down." };
    private readonly Option<string[]> _insecure = new("--registry-insecure") { Description = "A registry that is spoken to in plain http; repeated. Those of this machine are.", HelpName = "HOST" };
    private readonly Option<string?> _authorities = new("--registry-ca") { Description = "A PEM file of authorities that vouch for registries, besides the machine's.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_resolve, _insecure, _authorities]) command.Options.Add(option);
    }

    /// <summary>Looks up what is needed. What is not found is told, and left to the injection.</summary>
    public async Task<Func<PodTemplate, IReadOnlyDictionary<string, ImageCommand>>> FindAsync(
        ParseResult parsed, Terminal terminal, IReadOnlyList<ManifestFile> files, Func<PodTemplate, IReadOnlyList<PodOrderPolicy>> policies, CancellationToken cancel)
    {
        if (!parsed.GetValue(_resolve)) return _ => _nothing;
        var wanted = files.SelectMany(file => file.Documents.SelectMany(document => document.Templates.Select(template => (File: file, Document: document, Template: template, Images: Needed(template, policies(template)))))).ToList();
        using var resolver = new ImageResolver(wanted.SelectMany(it => it.Images.Values), DockerCredentials.Read(), parsed.GetValue(_insecure) ?? [], parsed.GetValue(_authorities));
        var found = new Dictionary<PodTemplate, IReadOnlyDictionary<string, ImageCommand>>(ReferenceEqualityComparer.Instance);
        foreach (var (file, document, template, images) in wanted)
        {
            var commands = new Dictionary<string, ImageCommand>(StringComparer.Ordinal);
            foreach (var (container, image) in images)
            {
                var lookUp = await resolver.FindAsync(image, cancel);
                if (lookUp.IsFound) commands[container] = lookUp.Command;
                else FindingPlaces.At(file, document, template, template.Pointer, Severity.Warning, $"the command of container \"{container}\" was not found. {lookUp.Sentence}").WriteTo(terminal.Errors);
            }
            found[template] = commands;
        }
        return template => found.GetValueOrDefault(template, _nothing);
    }

    private static IReadOnlyDictionary<string, string> Needed(PodTemplate template, IReadOnlyList<PodOrderPolicy> policies)
    {
        try
        {
            return PodInjector.ImagesToLookUp(template.Pod, policies);
        }
        catch (RefusedException)
        {
            // The injection will say so.
            return new Dictionary<string, string>();
        }
    }
}
