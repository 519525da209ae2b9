using System.CommandLine;
using PodOrder.Cli.Cluster;
using PodOrder.Cli.Findings;
using PodOrder.Cli.Manifests;
using PodOrder.Policies;
using PodOrder.Workloads;

namespace PodOrder.Cli.Commands;

/// <summary>The flag that names files of PodOrderPolicies.</summary>
internal sealed class PolicyFlags
{
    private readonly Option<string[]> _files = new("--policy")
    {
        Description = "A file or folder of PodOrderPolicies that are to hold as well, and of Namespaces, whose labels they may ask for; repeated.",
        HelpName = "FILE",
    };

    public void AddTo(Command command) => command.Options.Add(_files);

    /// <summary>Finds the policies that choose a Pod or template.</summary>
    /// <exception cref="CommandException">A file cannot be read, or a policy of it cannot be kept.</exception>
    public Func<PodTemplate, IReadOnlyList<PodOrderPolicy>> Read(ParseResult parsed)
    {
        var files = ManifestFiles.Read(parsed.GetValue(_files) ?? [], Stream.Null);
        var documents = files.SelectMany(file => file.Documents.Select(document => (File: file, Document: document))).ToList();
        var policies = new PolicySet(documents.Where(it => it.Document.Json.At("kind").String() == "PodOrderPolicy").Select(it => Read(it.File, it.Document)));
        var namespaces = documents.Select(it => it.Document.Json).Where(json => json.At("kind").String() == "Namespace")
            .GroupBy(json => json.At("metadata", "name").String() ?? "", StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        return template => policies.Count == 0 ? [] : policies.Match(template.Pod, LabelsOf(template.Namespace, namespaces));
    }

    private static PodOrderPolicy Read(ManifestFile file, ManifestDocument document)
    {
        var reading = PolicyReader.Read(document.Json);
        if (reading.Policy is { } policy) return policy;
        var (line, column) = document.PlaceOf("/" + reading.Fault!.Message.Split(':')[0].Replace('.', '/').Replace("[", "/").Replace("]", ""));
        throw new CommandException(ExitCode.Finding, $"{new Finding(file.Name, line, column, Severity.Error, "", "").Place}: PodOrderPolicy/{reading.Name}: {reading.Fault.Message}");
    }

    // The API server gives each namespace its name as a label.
    private static Dictionary<string, string> LabelsOf(string name, Dictionary<string, System.Text.Json.JsonElement> namespaces)
    {
        var space = name.Length > 0 ? name : "default";
        var labels = namespaces.GetValueOrDefault(space).At("metadata", "labels").Members().ToDictionary(label => label.Name, label => label.Value.ToString(), StringComparer.Ordinal);
        labels["kubernetes.io/metadata.name"] = space;
        return labels;
    }
}
