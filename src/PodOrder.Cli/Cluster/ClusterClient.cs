using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace PodOrder.Cli.Cluster;

/// <summary>Asks the cluster that a kubeconfig names: contexts, client certificates, tokens and exec plug-ins as kubectl knows them.</summary>
internal sealed class ClusterClient : IDisposable
{
    private readonly Kubernetes _kubernetes;

    private ClusterClient(KubernetesClientConfiguration configuration, string? @namespace)
    {
        _kubernetes = new Kubernetes(configuration);
        Server = configuration.Host;
        Context = configuration.CurrentContext;
        Namespace = @namespace ?? (string.IsNullOrEmpty(configuration.Namespace) ? "default" : configuration.Namespace);
    }

    public string Server { get; }

    /// <summary>The context's name, or null inside of a cluster.</summary>
    public string? Context { get; }

    public string Namespace { get; }

    public static ClusterClient Connect(string? kubeconfig, string? context, string? @namespace)
    {
        try
        {
            return new ClusterClient(Configuration(kubeconfig, context), @namespace);
        }
        catch (Exception wrong) when (wrong is KubeConfigException or IOException or ArgumentException or System.Security.Cryptography.CryptographicException or YamlDotNet.Core.YamlException)
        {
            throw new CommandException(ExitCode.Unreachable, $"the kubeconfig cannot be used: {wrong.Message}");
        }
    }

    /// <summary>Reads what is at a path (<c>api/v1/namespaces/x/pods/y</c>); null where there is none.</summary>
    /// <exception cref="CommandException">The cluster does not answer, or not with that.</exception>
    public async Task<JsonElement?> FindAsync(string path, CancellationToken cancel)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, path, null, cancel);
        return status switch
        {
            HttpStatusCode.OK => Parse(body),
            HttpStatusCode.NotFound => null,
            _ => throw Refused(path, status, body),
        };
    }

    /// <summary>Reads what has to be at a path.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancel) =>
        await FindAsync(path, cancel) ?? throw new CommandException(ExitCode.Finding, $"{Server} has no {path}");

    /// <summary>Reads text, such as a container's log; empty where it may not or cannot be read.</summary>
    public async Task<string> TextAsync(string path, CancellationToken cancel)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, path, null, cancel);
        return status == HttpStatusCode.OK ? Encoding.UTF8.GetString(body) : "";
    }

    /// <summary>Sends an object and reads the answer, such as a SelfSubjectAccessReview.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<JsonElement> PostAsync(string path, string json, CancellationToken cancel)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, path, json, cancel);
        return status is HttpStatusCode.OK or HttpStatusCode.Created ? Parse(body) : throw Refused(path, status, body);
    }

    /// <summary>Reads whatever the answer is: the object, or why it is not given.</summary>
    /// <exception cref="CommandException">The cluster does not answer.</exception>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> TryGetAsync(string path, CancellationToken cancel)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, path, null, cancel);
        return (status, Parse(body));
    }

    /// <summary>Sends an object and reads whatever the answer is.</summary>
    /// <exception cref="CommandException">The cluster does not answer.</exception>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> TryPostAsync(string path, string json, CancellationToken cancel)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, path, json, cancel);
        return (status, Parse(body));
    }

    /// <summary>Runs a command in a container; null where that is not allowed or not possible.</summary>
    public async Task<string?> ExecAsync(string pod, string container, IEnumerable<string> command, CancellationToken cancel)
    {
        var output = "";
        try
        {
            var exitCode = await _kubernetes.NamespacedPodExecAsync(pod, Namespace, container, command, tty: false, async (_, stdout, _) =>
            {
                using var reader = new StreamReader(stdout, Encoding.UTF8);
                output = await reader.ReadToEndAsync(cancel);
            }, cancel);
            return exitCode == 0 ? output : null;
        }
        // Forbidden, the container is gone, the node does not answer, no gate there: whoever asks has other sources.
        catch (Exception wrong) when (wrong is KubernetesException or k8s.Autorest.HttpOperationException or System.Net.WebSockets.WebSocketException or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose() => _kubernetes.Dispose();

    private static KubernetesClientConfiguration Configuration(string? kubeconfig, string? context)
    {
        var named = kubeconfig is not null ? [kubeconfig] : (Environment.GetEnvironmentVariable("KUBECONFIG") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var paths = named.Length > 0 ? named : [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config")];
        var files = paths.Where(File.Exists).ToList();
        if (files.Count > 0)
            return KubernetesClientConfiguration.BuildConfigFromConfigObject(files.Select(file => KubernetesClientConfiguration.LoadKubeConfig(file)).Aggregate(Merge), context);
        return named.Length == 0 && KubernetesClientConfiguration.IsInCluster()
            ? KubernetesClientConfiguration.InClusterConfig()
            : throw new CommandException(ExitCode.Unreachable, $"there is no kubeconfig {string.Join(" or ", paths)}; name one with --kubeconfig");
    }

    // Several files are read as one; what an earlier one says holds (kubectl: clientcmd's loading rules).
    private static K8SConfiguration Merge(K8SConfiguration first, K8SConfiguration then)
    {
        first.CurrentContext ??= then.CurrentContext;
        first.Clusters = [.. first.Clusters ?? [], .. then.Clusters ?? []];
        first.Contexts = [.. first.Contexts ?? [], .. then.Contexts ?? []];
        first.Users = [.. first.Users ?? [], .. then.Users ?? []];
        return first;
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(HttpMethod method, string path, string? json, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(_kubernetes.BaseUri, path));
            if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
            if (_kubernetes.Credentials is { } credentials) await credentials.ProcessHttpRequestAsync(request, cancel);
            using var response = await _kubernetes.HttpClient.SendAsync(request, cancel);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (HttpRequestException wrong)
        {
            var why = wrong.InnerException is SocketException or System.Security.Authentication.AuthenticationException ? wrong.InnerException.Message : wrong.Message;
            throw new CommandException(ExitCode.Unreachable, $"{Server} cannot be asked: {why}");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new CommandException(ExitCode.Unreachable, $"{Server} has not answered in time");
        }
    }

    private CommandException Refused(string path, HttpStatusCode status, byte[] body) =>
        new(ExitCode.Unreachable, $"{Server} answers {(int)status} to {path.Split('?')[0]}: {Message(body) ?? status.ToString()}");

    private static string? Message(byte[] body)
    {
        try
        {
            return Parse(body).TryGetProperty("message", out var message) ? message.GetString() : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement Parse(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }
}
