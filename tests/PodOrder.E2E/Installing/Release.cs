namespace PodOrder.E2E.Installing;

/// <summary>PodOrder in the cluster, by Helm.</summary>
internal static class Release
{
    public const string Namespace = "podorder-system";

    public static readonly string Version = typeof(Release).Assembly.GetName().Version!.ToString(3);

    private static readonly string _chart = Repository.PathOf("deploy/helm");

    /// <summary>Values of the cluster's own, such as the registry that it pulls from.</summary>
    private static readonly string[] _values = Environment.GetEnvironmentVariable("E2E_VALUES") is { Length: > 0 } file ? ["--values", file] : [];

    /// <summary>Installs or upgrades, and waits until the server serves.</summary>
    public static async Task InstallAsync(params string[] values)
    {
        await Commands.SucceedsAsync("helm",
        [
            "upgrade", "--install", "podorder", _chart, "--namespace", Namespace, "--create-namespace", "--reset-values", "--wait", "--timeout", "3m", .. _values,
            .. values.SelectMany(value => new[] { "--set", value }),
        ]);
        await IsServingAsync();
    }

    public static Task IsServingAsync() => Eventually.HoldsAsync(ServesAsync);

    /// <summary>The webhooks are trusted and answer: a Pod with a hint could be made.</summary>
    public static async Task<bool> ServesAsync() => (await Commands.RunAsync("kubectl", ["create", "--dry-run=server", "--filename=-"], Probe)).Code == 0;

    /// <summary>Skips tests of a server in the cluster where it runs beside it.</summary>
    public static void DemandInCluster()
    {
        Target.Demand();
        if (Target.ServerIsOutside)
            Assert.Skip("E2E_SERVER=outside: this is about a server in the cluster.");
    }

    /// <summary>Stops all replicas, so that webhooks are called in vain.</summary>
    public static async Task StopAsync()
    {
        await Commands.KubectlAsync("--namespace", Namespace, "scale", "deployment", "podorder-webhook", "--replicas=0");
        await Commands.KubectlAsync("--namespace", Namespace, "wait", "pods", "--selector=app.kubernetes.io/name=podorder", "--for=delete", "--timeout=60s");
    }

    /// <summary>Removes whatever installation is there, by whichever way it was made.</summary>
    public static async Task RemoveAsync()
    {
        if ((await Commands.RunAsync("helm", ["status", "podorder", "--namespace", Namespace])).Code == 0)
            await Commands.SucceedsAsync("helm", ["uninstall", "podorder", "--namespace", Namespace, "--wait"]);
        await Commands.KubectlAsync("delete", "--ignore-not-found", "--filename", Repository.PathOf("deploy/install.yaml"));
    }

    private const string Probe = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: podorder-probe
          namespace: default
          annotations: {podorder.io/order: "a:started -> b"}
        spec:
          containers:
          - {name: a, image: a, command: [a]}
          - {name: b, image: b, command: [b]}
        """;
}
