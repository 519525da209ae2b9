using System.CommandLine;
using PodOrder.Cli.Injecting;

namespace PodOrder.Cli.Commands;

/// <summary><c>kubectl podorder uninject</c>: takes an injection out of manifests again.</summary>
internal sealed class UninjectCommand(GlobalFlags global)
{
    private readonly ManifestFlags _manifests = new();
    private readonly OutputFlags _output = new();

    public Command Build()
    {
        _manifests.Files.Required = true;
        var command = new DocumentedCommand("uninject", "Takes an injection out of manifests again, and writes them to standard output. The hints stay.", """
            Examples:
              kubectl get deployment shop -o yaml | kubectl podorder uninject -f -
              kubectl podorder uninject -f injected.yaml --diff
            """);
        command.Options.Add(_manifests.Files);
        _output.AddTo(command);
        command.SetAction(parsed => _output.Write(parsed, global.Terminal(parsed), ManifestInjector.Uninject(_manifests.Read(parsed))));
        return command;
    }
}
