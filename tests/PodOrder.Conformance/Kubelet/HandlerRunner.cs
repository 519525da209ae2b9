using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using PodOrder.Conformance.Manifests;
using PodOrder.Conformance.Runtime;

namespace PodOrder.Conformance.Kubelet;

/// <summary>Does what probes and hooks say: exec in the container, http and tcp at the Pod's address.</summary>
internal sealed class HandlerRunner
{
    // A day: longer than any test; .NET's timers do not take the 68 years that Kubernetes takes.
    private const int LongestTimeout = 24 * 60 * 60;
    private readonly Func<PodNetwork> _network;

    /// <summary>Connects through the Pod's present network.</summary>
    public HandlerRunner(Func<PodNetwork> network) => _network = network;

    /// <summary>Runs a probe's check; why it failed, or null.</summary>
    public async Task<string?> CheckAsync(Probe probe, Instance instance)
    {
        var limit = TimeSpan.FromSeconds(Math.Min(probe.TimeoutSeconds, LongestTimeout));
        using var over = new CancellationTokenSource(limit);
        try
        {
            return probe switch
            {
                { Exec: { } exec } => await ExecAsync(ExpandStatic(exec.Argv, instance.Spec), instance, limit),
                { HttpGet: { } get } => await GetAsync(get, instance.Spec, over.Token) is >= 200 and < 400 ? null : "HTTP probe failed",
                { TcpSocket: { } tcp } => await ConnectAsync(tcp, instance.Spec, over.Token),
                _ => throw new NotSupportedException("The runner knows exec, httpGet and tcpSocket probes."),
            };
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or SocketException or IOException)
        {
            return e.Message;
        }
    }

    /// <summary>Runs a hook, which nothing bounds but itself; why it failed, or null.</summary>
    public async Task<string?> HookAsync(Handler hook, Instance instance, CancellationToken cancellation)
    {
        try
        {
            switch (hook)
            {
                case { Exec: { } exec }:
                    return await ExecAsync(exec.Argv, instance, null); // kubelet expands nothing in a hook's command
                case { HttpGet: { } get }:
                    await GetAsync(get, instance.Spec, cancellation); // any answer will do
                    return null;
                default:
                    await Task.Delay(TimeSpan.FromSeconds(hook.Sleep?.Seconds ?? throw new NotSupportedException("The runner knows exec, httpGet and sleep hooks.")), cancellation);
                    return null;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            return e.Message;
        }
    }

    private static async Task<string?> ExecAsync(IReadOnlyList<string> argv, Instance instance, TimeSpan? limit)
    {
        var (code, output) = await instance.Process!.ExecAsync(argv, limit);
        return code switch
        {
            0 => null,
            null => $"command timed out: {string.Join(' ', argv)}",
            _ => output.Length > 0 ? output : $"exit code {code}",
        };
    }

    // kubelet: an exec probe knows the manifest's literal variables only (ExpandContainerCommandOnlyStatic).
    private static List<string> ExpandStatic(List<string> argv, Container container)
    {
        var values = container.Env.GroupBy(variable => variable.Name).ToDictionary(group => group.Key, group => group.Last().Value ?? "");
        return argv.ConvertAll(text => Expansion.Expand(text, values.GetValueOrDefault));
    }

    private async Task<int> GetAsync(Handler.HttpRequest get, Container container, CancellationToken cancellation)
    {
        RefuseHost(get.Host);
        var network = _network();
        using var transport = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectCallback = async (context, token) => new NetworkStream(await network.ConnectAsync(context.DnsEndPoint.Port, token), ownsSocket: true),
        };
        using var client = new HttpClient(transport) { Timeout = Timeout.InfiniteTimeSpan };
        var path = get.Path ?? "/";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{network.Address}:{PortOf(get.Port, container)}{(path.StartsWith('/') ? "" : "/")}{path}");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("kube-probe", "1.34"));
        foreach (var header in get.HttpHeaders ?? [])
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        using var answer = await client.SendAsync(request, cancellation);
        return (int)answer.StatusCode;
    }

    private async Task<string?> ConnectAsync(Handler.TcpConnection tcp, Container container, CancellationToken cancellation)
    {
        RefuseHost(tcp.Host);
        using var socket = await _network().ConnectAsync(PortOf(tcp.Port, container), cancellation);
        return null;
    }

    private static void RefuseHost(string? host)
    {
        if (!string.IsNullOrEmpty(host))
            throw new NotSupportedException($"The runner has no network but the Pod's: host {host} cannot be reached.");
    }

    private static int PortOf(JsonElement port, Container container) =>
        port.ValueKind == JsonValueKind.Number ? port.GetInt32()
        : int.TryParse(port.GetString(), CultureInfo.InvariantCulture, out var number) ? number
        : container.Ports.First(declared => declared.Name == port.GetString()).ContainerPort;
}
