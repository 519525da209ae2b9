using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PodOrder.Webhook.Certificates.Authorities;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Tests.Cluster;

/// <summary>An API server with PodOrder's objects, the replicas that it is to trust, and a client that trusts nothing but its caBundle.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Secret = "/api/v1/namespaces/podorder-system/secrets/podorder-webhook-ca";
    public const string Mutating = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podorder";
    public const string Validating = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/podorder";

    private readonly List<RunningServer> _replicas = [];

    private Installation(FakeApiServer api) => Api = api;

    public FakeApiServer Api { get; }

    public ShiftedTime Time { get; } = new();

    /// <summary>As in production, but looked at often.</summary>
    public AuthorityTimes Times { get; set; } = new() { Look = TimeSpan.FromMilliseconds(20) };

    public static async Task<Installation> PrepareAsync()
    {
        var installation = new Installation(await FakeApiServer.StartAsync());
        installation.Api.Time = installation.Time;
        installation.Api.Objects.Create("/version", new JsonObject { ["major"] = "1", ["minor"] = "34", ["metadata"] = new JsonObject() });
        installation.Api.Objects.Create(Mutating, Configuration("order.podorder.io", "reinstate.podorder.io"));
        installation.Api.Objects.Create(Validating, Configuration("complete.podorder.io", "workload.podorder.io"));
        return installation;
    }

    /// <summary>The Secret as the manifests make it.</summary>
    public void MakeEmptySecret() => Api.Objects.Create(Secret, new JsonObject { ["type"] = "Opaque", ["metadata"] = new JsonObject { ["name"] = "podorder-webhook-ca", ["labels"] = new JsonObject { ["kept"] = "yes" } } });

    /// <summary>Starts a replica; with the files of a certificate it has none of its own.</summary>
    public async Task<RunningServer> StartAsync(ClusterSettings? settings = null, CertificatePaths? files = null)
    {
        settings ??= new ClusterSettings();
        var replica = await RunningServer.StartAsync(
            RunningServer.Settings with
            {
                Certificate = files,
                LogLevel = Microsoft.Extensions.Logging.LogLevel.None,
                Cluster = settings with
                {
                    Kubeconfig = Api.Kubeconfig,
                    TlsSecret = files is null ? "podorder-webhook-ca" : null,
                    TlsDnsNames = ["localhost", "127.0.0.1"],
                    WebhookConfiguration = "podorder",
                },
            },
            replace: services => services.AddSingleton<TimeProvider>(Time).AddSingleton(Times));
        _replicas.Add(replica);
        return replica;
    }

    public async Task<RunningServer> StartReadyAsync()
    {
        var replica = await StartAsync();
        await ReadyAsync(replica);
        return replica;
    }

    public static async Task ReadyAsync(RunningServer replica) =>
        await Eventually.HoldsAsync(async () => (await replica.Client.GetAsync("/readyz")).IsSuccessStatusCode);

    public static async Task<string> SaidAsync(RunningServer replica)
    {
        using var answer = await replica.Client.GetAsync("/readyz");
        return (await answer.Content.ReadAsStringAsync()).TrimEnd();
    }

    public static Task SaysAsync(RunningServer replica, string part) =>
        Eventually.HoldsAsync(async () => (await SaidAsync(replica)).Contains(part, StringComparison.Ordinal));

    /// <summary>A text in the Secret's data.</summary>
    public string? Kept(string key) => (string?)Api.Objects.Get(Secret)?["data"]?[key] is { } text ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : null;

    /// <summary>The caBundle of every entry of both configurations, which has to be the same one.</summary>
    public string Bundle() => Bundle(Mutating, Validating);

    /// <summary>The same of some configurations.</summary>
    public string Bundle(params string[] paths)
    {
        var bundles = paths.SelectMany(path => Api.Objects.Get(path)!["webhooks"]!.AsArray()).Select(entry => (string?)entry!["clientConfig"]!["caBundle"] ?? "");
        return Encoding.UTF8.GetString(Convert.FromBase64String(bundles.Distinct().Count() == 1 ? bundles.First() : ""));
    }

    public static int CountIn(string bundle) => bundle.Split("BEGIN CERTIFICATE").Length - 1;

    /// <summary>A handshake as the API server makes it: nobody is trusted but the bundle, and the time is the installation's.</summary>
    public async Task<X509Certificate2> HandshakeAsync(RunningServer replica, string bundle, TimeProvider? time = null)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        trust.CustomTrustStore.ImportFromPem(bundle);
        trust.VerificationTime = (time ?? Time).GetUtcNow().UtcDateTime;
        var why = "";
        await using var tls = await replica.HandshakeAsync(new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = trust,
            RemoteCertificateValidationCallback = (_, _, chain, errors) =>
            {
                why = $"{errors} {string.Join(", ", chain!.ChainStatus.Select(status => status.StatusInformation))}";
                return errors == SslPolicyErrors.None;
            },
        });
        Assert.True(tls.IsAuthenticated, why);
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.Export(X509ContentType.Cert));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        await Api.DisposeAsync();
    }

    private static JsonObject Configuration(params string[] entries) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "podorder" },
        ["webhooks"] = new JsonArray([.. entries.Select(JsonNode (name) => new JsonObject
        {
            ["name"] = name,
            ["admissionReviewVersions"] = new JsonArray("v1"),
            ["clientConfig"] = new JsonObject { ["service"] = new JsonObject { ["name"] = "podorder-webhook", ["namespace"] = "podorder-system", ["path"] = "/mutate", ["port"] = 443 } },
            ["rules"] = new JsonArray(new JsonObject { ["operations"] = new JsonArray("CREATE"), ["resources"] = new JsonArray("pods") }),
            ["matchConditions"] = new JsonArray(new JsonObject { ["name"] = "hinted", ["expression"] = "a" }, new JsonObject { ["name"] = "more", ["expression"] = "b || c" }),
            ["failurePolicy"] = "Fail",
            ["sideEffects"] = "None",
            ["timeoutSeconds"] = 5,
        })]),
    };
}
