using System.CommandLine;

namespace PodOrder.Cli.Cluster;

/// <summary>The flags that say which cluster is asked, named as kubectl names them.</summary>
internal sealed class ClusterFlags
{
    private readonly Option<string?> _kubeconfig = new("--kubeconfig") { Description = "The kubeconfig file; $KUBECONFIG, else ~/.kube/config unless given.", HelpName = "FILE" };
    private readonly Option<string?> _context = new("--context") { Description = "The context in it; the current one unless given.", HelpName = "NAME" };
    private readonly Option<string?> _namespace = new("--namespace", "-n") { Description = "The namespace; the context's unless given.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_kubeconfig, _context, _namespace]) command.Options.Add(option);
    }

    /// <summary>The cluster's API server; it is not asked yet.</summary>
    /// <exception cref="CommandException">There is no kubeconfig that can be used.</exception>
    public ClusterClient Connect(ParseResult parsed) => ClusterClient.Connect(parsed.GetValue(_kubeconfig), parsed.GetValue(_context), parsed.GetValue(_namespace));
}
