namespace PodOrder.Gate.Tests.Harness;

/// <summary>podorder-install: the gate as it lies in its own image, and an emptyDir that it is to fill.</summary>
internal sealed class Installer : IDisposable
{
    public Installer()
    {
        Folder = Directory.CreateTempSubdirectory("podorder-install-").FullName;
        Image = Path.Combine(Folder, "image", "gate");
        Root = Path.Combine(Folder, "emptydir");
        Directory.CreateDirectory(Path.Combine(Folder, "image"));
        Directory.CreateDirectory(Root);
        _ = Libc.chmod(Root, 0b111_111_111);
        GateBinary.Place(GateBinary.Plain, Image);
    }

    public string Folder { get; }

    /// <summary>The gate in its image.</summary>
    public string Image { get; }

    /// <summary>The emptyDir.</summary>
    public string Root { get; }

    public string Gate => Path.Combine(Root, "bin", "gate");

    public string[] EpochLines => File.ReadAllLines(Path.Combine(Root, "epoch"));

    public string Epoch => EpochLines[0];

    public string StateOf(string container) => Path.Combine(Root, "state", container);

    public Launch Launch(params IEnumerable<string> arguments) => new()
    {
        Path = Image, Arguments = [Image, "install", $"--root={Root}", .. arguments], Environment = ["POD_IPS=10.1.2.3,fd00::3"],
    };

    /// <summary>Installs for these containers, `NAME` or `NAME=RestartPolicy`, and expects it to succeed.</summary>
    public async Task Install(params string[] containers)
    {
        await using var process = GateProcess.Start(Launch(containers.Select(container => "--container=" + container)));
        var status = await process.Ended();
        if (status != ExitStatus.Exited(0))
            throw new InvalidOperationException($"install ended with {status}: {process.Error.Text}");
    }

    public void Record(string container, string record, string rest = "", string? epoch = null) =>
        File.WriteAllText(Path.Combine(StateOf(container), record), $"{epoch ?? Epoch} {rest}".TrimEnd() + "\n");

    /// <summary>A waiter of the installed directory.</summary>
    public GateProcess Wait(string dependency, string condition, string policy) => GateProcess.Start(new Launch
    {
        Path = Gate,
        Arguments = [Gate, "run", "--self=web", $"--after={dependency}:{condition}", $"--restart-policy={policy}", .. App.Does("exit", "0")],
    });

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
