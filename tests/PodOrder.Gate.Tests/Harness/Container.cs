using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>The gate as PID 1 of new pid and mount namespaces, in a root that holds nothing but what a test puts there.</summary>
internal sealed class Container : IAsyncDisposable
{
    private Container(GateProcess process, string root)
    {
        Process = process;
        Root = root;
    }

    public GateProcess Process { get; }

    /// <summary>The container's root as the test sees it.</summary>
    public string Root { get; }

    /// <summary>PID 1 as the test sees it.</summary>
    public int InitId { get; private set; }

    /// <summary>Starts `gate ARGUMENTS` as the container `self` of the Pod, with `enter` options before (namespaces, limits) and after the root is entered (identity).</summary>
    public static async Task<Container> Start(
        SharedDirectory shared, string self, IEnumerable<string> arguments, string[]? before = null, string[]? after = null, bool input = false)
    {
        const string gate = "/podorder/bin/gate";
        var root = Path.Combine(shared.Root, "rootfs-" + self);
        var podorder = Path.Combine(root, "podorder");
        Directory.CreateDirectory(podorder);
        Directory.CreateDirectory(Path.Combine(root, "tmp"));
        Directory.CreateDirectory(Path.Combine(root, "proc"));
        if (!File.Exists(Path.Combine(root, "probe")))
            GateBinary.Place(CPrograms.Probe, Path.Combine(root, "probe"));
        shared.Add(self);
        string[] options =
        [
            "--pid", "--mount", "--bind-ro", shared.Root, podorder,
            "--bind", shared.StateOf(self), Path.Combine(podorder, "state", self), .. before ?? [],
            "--root", root, .. after ?? [],
        ];
        Launch launch = new() { Path = gate, Arguments = [gate, .. arguments], Environment = ["PATH=/bin:/"], Input = input };
        Container container = new(GateProcess.Start(launch.Within(options)), root);
        try
        {
            var told = await container.Process.Told.Line("pid ");
            container.InitId = int.Parse(told.AsSpan(4), CultureInfo.InvariantCulture);
            return container;
        }
        catch (InvalidOperationException)
        {
            throw new InvalidOperationException($"The container did not start: {container.Process.Error.Text}");
        }
    }

    /// <summary>Signals PID 1, as a container runtime does.</summary>
    public void Signal(int signal)
    {
        if (Libc.kill(InitId, signal) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public Task<ExitStatus> Ended() => Process.Ended();

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
