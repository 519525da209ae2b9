using PodOrder.Conformance.Images;
using PodOrder.Conformance.Manifests;
using PodOrder.Conformance.Runtime;

namespace PodOrder.Conformance.Kubelet;

/// <summary>Turns a container of a manifest and its image into an OCI bundle, as kubelet and containerd do together.</summary>
internal static class BundleBuilder
{
    private const string ImagePath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Builds a bundle in a directory that does not exist yet.</summary>
    public static Bundle Build(string directory, PodManifest pod, Container container, Image image, PodVolumes volumes, PodNetwork network)
    {
        var root = Path.Combine(directory, "rootfs");
        Directory.CreateDirectory(root);
        image.Build(root);
        var environment = ContainerEnvironment.Declared(pod, container, network.Address);
        var process = Process(pod, container, image, environment);
        Directory.CreateDirectory(Path.Combine(root, process.WorkingDirectory.TrimStart('/')));
        var hostname = pod.Spec.Hostname ?? pod.Metadata.Name;
        return new Bundle(
            directory,
            process,
            [.. volumes.MountsOf(container, environment), .. OwnFiles(directory, container, hostname, network)],
            container.SecurityContext?.ReadOnlyRootFilesystem ?? false,
            hostname,
            network.Path);
    }

    /// <summary>Where the termination message of a bundle is.</summary>
    public static string TerminationLog(string directory) => Path.Combine(directory, "termination-log");

    private static ContainerProcess Process(PodManifest pod, Container container, Image image, Dictionary<string, string> environment)
    {
        var own = container.SecurityContext;
        var user = own?.RunAsUser ?? pod.Spec.SecurityContext?.RunAsUser ?? image.User;
        if (user == 0 && (own?.RunAsNonRoot ?? pod.Spec.SecurityContext?.RunAsNonRoot ?? false))
            throw new InvalidOperationException($"container {container.Name} has runAsNonRoot and would run as root");
        return new ContainerProcess(
            Argv(container, image, environment),
            [ImagePath, $"HOSTNAME={pod.Spec.Hostname ?? pod.Metadata.Name}", .. environment.Select(variable => $"{variable.Key}={variable.Value}")],
            container.WorkingDir ?? image.WorkingDirectory,
            user,
            own?.RunAsGroup ?? pod.Spec.SecurityContext?.RunAsGroup ?? 0,
            Capabilities(own?.Capabilities),
            own?.AllowPrivilegeEscalation == false);
    }

    // command replaces ENTRYPOINT and CMD, args alone replaces CMD; only the manifest's own text is expanded.
    private static List<string> Argv(Container container, Image image, Dictionary<string, string> environment)
    {
        List<string>? Own(List<string>? argv) =>
            argv is { Count: > 0 } ? argv.ConvertAll(text => Expansion.Expand(text, environment.GetValueOrDefault)) : null;
        return Own(container.Command) is { } command
            ? [.. command, .. Own(container.Args) ?? []]
            : [.. image.Entrypoint, .. Own(container.Args) ?? image.Command];
    }

    private static List<string> Capabilities(SecurityContext.CapabilityChange? change)
    {
        var dropped = change?.Drop?.Select(name => $"CAP_{name}").ToHashSet() ?? [];
        var kept = dropped.Contains("CAP_ALL") ? [] : ContainerProcess.DefaultCapabilities.Where(name => !dropped.Contains(name));
        return [.. kept, .. change?.Add?.Select(name => $"CAP_{name}") ?? []];
    }

    private static IEnumerable<BindMount> OwnFiles(string directory, Container container, string hostname, PodNetwork network)
    {
        var hosts = Path.Combine(directory, "hosts");
        File.WriteAllText(hosts, $"127.0.0.1 localhost\n{network.Address} {hostname}\n");
        var log = TerminationLog(directory);
        File.WriteAllText(log, "");
        File.SetUnixFileMode(log, Modes.Anyone);
        return [new BindMount(hosts, "/etc/hosts", false), new BindMount(log, container.TerminationMessagePath, false)];
    }
}
