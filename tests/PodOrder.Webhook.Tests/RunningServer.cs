using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PodOrder.Injection;
using PodOrder.Webhook.Admission;
using PodOrder.Webhook.Serving;

namespace PodOrder.Webhook.Tests;

/// <summary>A server on a free loopback port, over real TLS.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public static readonly ServerSettings Settings = new(new InjectionOptions("registry.example/gate:1"))
    {
        Port = 0,
        Address = IPAddress.Loopback,
        DrainDelay = TimeSpan.Zero,
        LogLevel = Microsoft.Extensions.Logging.LogLevel.Error,
    };

    private RunningServer(WebApplication application)
    {
        Application = application;
        Address = new Uri(application.Urls.First(url => url.StartsWith("https:", StringComparison.Ordinal)));
        Client = NewClient();
    }

    public WebApplication Application { get; }

    public Uri Address { get; }

    /// <summary>A client that speaks HTTP/1.1 and keeps its connections, as the API server does.</summary>
    public HttpClient Client { get; }

    public Drain Drain => Application.Services.GetRequiredService<Drain>();

    public BodyBudget Budget => Application.Services.GetRequiredService<BodyBudget>();

    public static async Task<RunningServer> StartAsync(ServerSettings? settings = null, Func<AdmissionRequest, Verdict>? decide = null, Decision? decideLater = null, Action<IServiceCollection>? replace = null)
    {
        settings ??= Settings;
        if (decide is not null)
            decideLater = (request, _) => ValueTask.FromResult(decide(request));
        var application = WebhookServer.Create(settings, decideLater is null ? null : new Decisions(
            decideLater, (request, _) => ValueTask.FromResult(PodAdmission.Validate(request))), replace);
        await application.StartAsync();
        return new RunningServer(application);
    }

    public HttpClient NewClient(SocketsHttpHandler? handler = null)
    {
        handler ??= new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback ??= (_, _, _, _) => true;
        return new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Address.Port);
        return socket;
    }

    public async Task<SslStream> HandshakeAsync(SslClientAuthenticationOptions? options = null)
    {
        var tls = new SslStream(new NetworkStream(await ConnectAsync(), ownsSocket: true));
        options ??= new SslClientAuthenticationOptions();
        options.TargetHost = "localhost";
        options.RemoteCertificateValidationCallback ??= (_, _, _, _) => true;
        await tls.AuthenticateAsClientAsync(options);
        return tls;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Application.StopAsync();
        await Application.DisposeAsync();
    }
}
