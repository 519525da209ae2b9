using PodOrder.Conformance.Images;
using PodOrder.Conformance.Manifests;
using PodOrder.Conformance.Runtime;

namespace PodOrder.Conformance.Kubelet;

/// <summary>Where a Pod's containers run on this machine: its directory, its volumes, its network.</summary>
internal sealed class Sandbox
{
    private static int _pods;
    private readonly string _directory;
    private readonly ImageTable _images;
    private readonly PodManifest _pod;
    private readonly Crun _crun;
    private PodNetwork? _network;

    /// <summary>Makes the directories; the network follows with <see cref="RenewAsync"/>.</summary>
    public Sandbox(PodManifest pod, ImageTable images)
    {
        _pod = pod;
        _images = images;
        Id = $"podorder-{Environment.ProcessId}-{Interlocked.Increment(ref _pods)}";
        _directory = Path.Combine(Path.GetTempPath(), Id);
        Directory.CreateDirectory(_directory);
        Volumes = new PodVolumes(Path.Combine(_directory, "volumes"), pod.Spec.Volumes);
        _crun = new Crun(Path.Combine(_directory, "crun"));
    }

    /// <summary>The Pod's name on this machine.</summary>
    public string Id { get; }

    /// <summary>Its volumes.</summary>
    public PodVolumes Volumes { get; }

    /// <summary>Its present network.</summary>
    public PodNetwork Network => _network ?? throw new InvalidOperationException("The Pod has no sandbox yet.");

    /// <summary>Makes a network, in place of an earlier one.</summary>
    public async Task RenewAsync(int number)
    {
        if (_network is not null)
            await _network.DeleteAsync();
        _network = await PodNetwork.CreateAsync($"{Id}-{number}", number);
    }

    /// <summary>Launches an instance.</summary>
    public RunningContainer Launch(Instance instance, Action<string> line)
    {
        var bundle = BundleBuilder.Build(DirectoryOf(instance), _pod, instance.Spec, _images.Find(instance.Spec.Image), Volumes, Network);
        return RunningContainer.Start(_crun, instance.Id, bundle, line);
    }

    /// <summary>What an instance left in its termination message file, at most 4 KiB.</summary>
    public string TerminationMessage(Instance instance)
    {
        var message = File.ReadAllText(BundleBuilder.TerminationLog(DirectoryOf(instance)));
        return message.Length > 4096 ? message[..4096] : message;
    }

    /// <summary>Removes everything; the containers have been removed before.</summary>
    public async Task DisposeAsync()
    {
        if (_network is not null)
            await _network.DeleteAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private string DirectoryOf(Instance instance) => Path.Combine(_directory, instance.Id);
}
