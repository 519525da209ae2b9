using System.CommandLine;
using System.CommandLine.Parsing;
using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Policies;

namespace PodOrder.Webhook;

/// <summary>The flags that have the server ask the cluster's API server for something.</summary>
internal sealed class ClusterFlags
{
    private readonly Option<string?> _secret = new("--tls-secret")
    {
        Description = "The Secret, in the server's own namespace, that holds the certificate authority: the server makes it, renews it, and signs its own certificate. In place of --tls-cert.",
    };

    private readonly Option<string[]> _names = new("--tls-dns-name")
    {
        Description = "A name that the API server calls this server by, such as podorder-webhook.podorder-system.svc; repeated. With --tls-secret.",
    };

    private readonly Option<string?> _configuration = new("--webhook-configuration")
    {
        Description = "The name of the Mutating- and the ValidatingWebhookConfiguration that are kept true: their caBundle with --tls-secret, the entry for policies with --policies.",
    };

    private readonly Option<bool> _policies = new("--policies") { Description = "Serve PodOrderPolicies." };

    private readonly Option<string> _failure = new("--policy-failure-policy")
    {
        Description = "What becomes of a Pod that only policies concern while no server answers: Ignore creates it without an order, Fail refuses it.",
        DefaultValueFactory = _ => "Ignore",
    };

    private readonly Option<string?> _selector = new("--policy-namespace-selector")
    {
        Description = "Policies reach only namespaces with these labels, as kubectl's --selector takes them; all but kube-system, kube-node-lease, cert-manager and the server's own unless given.",
    };

    private readonly Option<string?> _namespace = new("--namespace") { Description = "The server's own namespace; its ServiceAccount's, or the kubeconfig's, unless given." };

    private readonly Option<string?> _kubeconfig = new("--kubeconfig") { Description = "Where the API server is, and who we are to it; for a server outside of a cluster." };

    public void AddTo(Command command, Option certificate)
    {
        _failure.AcceptOnlyFromAmong("Ignore", "Fail");
        foreach (var option in (Option[])[_secret, _names, _configuration, _policies, _failure, _selector, _namespace, _kubeconfig])
            command.Options.Add(option);
        _selector.Validators.Add(IsSelector);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_secret) is not null && result.GetResult(certificate) is not null)
                result.AddError("--tls-secret and --tls-cert exclude each other: the certificate comes from one place.");
            if (result.GetValue(_names)?.FirstOrDefault(name => Uri.CheckHostName(name) == UriHostNameType.Unknown) is { } bad)
                result.AddError($"--tls-dns-name is a name such as podorder-webhook.podorder-system.svc, or an address, not '{bad}'.");
            if (result.GetResult(_secret) is null != result.GetResult(_names) is null)
                result.AddError("--tls-secret needs --tls-dns-name, the name that the API server calls this server by, and the other way round.");
        });
    }

    /// <summary>Null where no flag asks for the API server, unless another group's does.</summary>
    public ClusterSettings? Read(ParseResult parsed, bool isNeeded)
    {
        var settings = new ClusterSettings
        {
            Kubeconfig = parsed.GetValue(_kubeconfig),
            Namespace = parsed.GetValue(_namespace),
            TlsSecret = parsed.GetValue(_secret),
            TlsDnsNames = parsed.GetValue(_names) ?? [],
            WebhookConfiguration = parsed.GetValue(_configuration),
            Policies = parsed.GetValue(_policies),
            PolicyFailurePolicy = parsed.GetRequiredValue(_failure),
            PolicyNamespaceSelector = parsed.GetValue(_selector),
        };
        return !isNeeded && settings is { TlsSecret: null, WebhookConfiguration: null, Policies: false } ? null : settings;
    }

    private void IsSelector(OptionResult result)
    {
        try
        {
            _ = LabelSelectorText.Parse(result.GetValue(_selector) ?? "");
        }
        catch (FormatException e)
        {
            result.AddError($"--policy-namespace-selector: {e.Message}.");
        }
    }
}
