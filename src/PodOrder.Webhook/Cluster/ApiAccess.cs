using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using k8s.Authentication;
using k8s.Exceptions;
using PodOrder.Registry;

namespace PodOrder.Webhook.Cluster;

/// <summary>Where the API server is, how it is recognised, and who we are to it.</summary>
internal sealed class ApiAccess
{
    private readonly KubernetesClientConfiguration _configuration;
    private readonly bool _inCluster;

    private ApiAccess(KubernetesClientConfiguration configuration, bool inCluster)
    {
        (_configuration, _inCluster) = (configuration, inCluster);
        Address = new Uri(configuration.Host.EndsWith('/') ? configuration.Host : configuration.Host + "/");
        // Reads the ServiceAccount's token anew every minute: kubelet replaces it.
        Credentials = Kubernetes.CreateCredentials(configuration);
    }

    /// <summary>The API server's address, with a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>Puts who we are into a request; null where the connection itself says it, or nobody asks.</summary>
    public ServiceClientCredentials? Credentials { get; }

    /// <summary>The namespace that the configuration names, or null.</summary>
    public string? Namespace => string.IsNullOrWhiteSpace(_configuration.Namespace) ? null : _configuration.Namespace.Trim();

    /// <summary>Finds it by a kubeconfig, or by what kubelet puts into a Pod.</summary>
    /// <exception cref="ArgumentException">There is none; the message is a sentence for the operator.</exception>
    public static ApiAccess Find(string? kubeconfig)
    {
        try
        {
            if (kubeconfig is not null)
                return new ApiAccess(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig), inCluster: false);
            if (KubernetesClientConfiguration.IsInCluster())
                return new ApiAccess(KubernetesClientConfiguration.InClusterConfig(), inCluster: true);
        }
        catch (Exception e) when (e is KubeConfigException or IOException or UnauthorizedAccessException or FormatException or System.Security.Cryptography.CryptographicException or YamlDotNet.Core.YamlException)
        {
            throw new ArgumentException(kubeconfig is null ? $"The ServiceAccount of this Pod is of no use: {e.Message}" : $"--kubeconfig={kubeconfig} is of no use: {e.Message}", e);
        }
        throw new ArgumentException("The flags ask for the API server, and nothing says where it is: this is no Pod with a ServiceAccount token (automountServiceAccountToken: true); outside of a cluster give --kubeconfig.");
    }

    /// <summary>Opens connections to it.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            ConnectCallback = ConnectAsync,
            // All watches share one HTTP/2 connection; a peer that has vanished without a word is noticed within 25 s.
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        };
        handler.SslOptions.RemoteCertificateValidationCallback = Trusts;
        if (!string.IsNullOrEmpty(_configuration.TlsServerName))
            handler.SslOptions.TargetHost = _configuration.TlsServerName;
        if (ClientCertificate() is { } certificate)
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
        return handler;
    }

    private bool Trusts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (_configuration.SkipTlsVerify)
            return true;
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
            return false;
        using var judged = new X509Chain { ChainPolicy = Policy() };
        judged.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);
        return judged.Build(X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
    }

    // At each of the few handshakes anew: a cluster may replace its authority, and kubelet then replaces the file.
    private X509ChainPolicy Policy()
    {
        var authorities = _inCluster ? KubernetesClientConfiguration.InClusterConfig().SslCaCerts : _configuration.SslCaCerts;
        if (authorities is null)
            return TrustedAuthorities.Policy(null);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private X509Certificate2? ClientCertificate()
    {
        var certificate = Pem(_configuration.ClientCertificateFilePath, _configuration.ClientCertificateData);
        var key = Pem(_configuration.ClientKeyFilePath, _configuration.ClientCertificateKeyData);
        return certificate is null || key is null ? null : X509Certificate2.CreateFromPem(certificate, key);
    }

    private static string? Pem(string? path, string? data) =>
        !string.IsNullOrEmpty(path) ? File.ReadAllText(path) : string.IsNullOrEmpty(data) ? null : Encoding.UTF8.GetString(Convert.FromBase64String(data));

    // HTTP/1.1 has no pings: there the kernel notices, within 30 s.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 15);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
