using System.CommandLine;
using PodOrder.Cli.Injecting;
using PodOrder.Injection;

namespace PodOrder.Cli.Commands;

/// <summary><c>kubectl podorder inject</c>: does to manifests what the webhook does to Pods.</summary>
internal sealed class InjectCommand(GlobalFlags global)
{
    private readonly ManifestFlags _manifests = new();
    private readonly OutputFlags _output = new();

    private readonly Option<string> _image = new("--gate-image")
    {
        Description = "The image that holds the gate, as the cluster's nodes name it.",
        DefaultValueFactory = _ => InjectionOptions.PublishedGateImage,
        HelpName = "IMAGE",
    };

    private readonly Option<string?> _pullPolicy = new("--gate-image-pull-policy") { Description = "Its imagePullPolicy; Kubernetes' default unless given.", HelpName = "POLICY" };

    private readonly Option<string?> _pullSecret = new("--gate-image-pull-secret") { Description = "The Secret, of the Pod's own namespace, that it is pulled with.", HelpName = "NAME" };
    private readonly PolicyFlags _policies = new();
    private readonly ResolveFlags _resolve = new();

    public Command Build()
    {
        _manifests.Files.Required = true;
        _pullPolicy.AcceptOnlyFromAmong("Always", "IfNotPresent", "Never");
        var command = new DocumentedCommand("inject", "Puts the order that manifests ask for into them, as the webhook would, and writes them to standard output.", """
            Every Pod, and the Pod template of every Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob, ReplicationController, PodTemplate
            and List is looked at; other documents pass as they are. The text is edited, not written anew: comments, key order, quotation marks
            and indentation stay wherever nothing is changed. Not kept are comments inside a value that is replaced (a command, args, probe or
            postStart hook that the gate takes over). A document that cannot be edited so, because an alias stands where the change has to be, is refused.

            Commands that a manifest leaves to its image are needed where the gate has to go before them; --resolve looks them up, with the credentials
            of `docker login` (~/.docker/config.json, its credential helpers too), and writes them down as podorder.io/command.

            Examples:
              kubectl podorder inject -f shop.yaml | kubectl apply -f -
              kubectl podorder inject -f manifests/ --diff
              kubectl podorder inject -f shop.yaml --resolve --write
              helm template shop | kubectl podorder inject -f -
            """);
        command.Options.Add(_manifests.Files);
        _output.AddTo(command);
        command.Options.Add(_image);
        command.Options.Add(_pullPolicy);
        command.Options.Add(_pullSecret);
        _policies.AddTo(command);
        _resolve.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (terminal, files, policies) = (global.Terminal(parsed), _manifests.Read(parsed), _policies.Read(parsed));
            var images = await _resolve.FindAsync(parsed, terminal, files, policies, cancel);
            var options = new InjectionOptions(parsed.GetRequiredValue(_image), parsed.GetValue(_pullPolicy), parsed.GetValue(_pullSecret));
            return _output.Write(parsed, terminal, ManifestInjector.Inject(files, options, policies, images));
        });
        return command;
    }
}
