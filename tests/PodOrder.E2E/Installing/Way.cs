namespace PodOrder.E2E.Installing;

/// <summary>One of the ways to install, each one command, and the one that takes it away again.</summary>
internal sealed record Way(string[] Install, string[] Uninstall, string[] LeavesBehind)
{
    private static readonly string _manifest = Repository.PathOf("deploy/install.yaml");
    private static readonly string _withCertManager = Repository.PathOf("deploy/install-cert-manager.yaml");
    private static readonly string _certificates = Repository.PathOf("certs");

    /// <summary>The ways, by name.</summary>
    public static Way Of(string name) => name switch
    {
        "manifest" => new(["kubectl", "apply", "-f", _manifest], ["kubectl", "delete", "-f", _manifest], []),
        "cert-manager" => new(
            ["kubectl", "apply", "-f", _withCertManager, "-f", _certificates],
            ["kubectl", "delete", "-f", _withCertManager, "-f", _certificates],
            []),
        _ => new(
            ["helm", "install", "podorder", Repository.PathOf("deploy/helm"), "--namespace", Release.Namespace, "--create-namespace", "--wait"],
            ["helm", "uninstall", "podorder", "--namespace", Release.Namespace, "--wait"],
            [$"namespace/{Release.Namespace}"]), // helm makes it, and never removes it
    };

    public Task InstallAsync() => Commands.SucceedsAsync(Install[0], Install[1..]);

    public Task UninstallAsync() => Commands.SucceedsAsync(Uninstall[0], Uninstall[1..]);

    /// <summary>Skips the test, visibly, where cert-manager is not in the cluster; fails it where E2E=required.</summary>
    public static async Task DemandCertManagerAsync()
    {
        if ((await Commands.RunAsync("kubectl", ["get", "crd", "certificates.cert-manager.io"])).Code == 0)
            return;
        const string lack = "cert-manager is not in this cluster";
        Assert.False(Environment.GetEnvironmentVariable("E2E") == "required", lack);
        Assert.Skip(lack);
    }
}
