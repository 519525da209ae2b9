namespace PodOrder.Hints;

/// <summary>The kinds of check that <c>podorder.io/ready</c> knows.</summary>
public enum ReadyCheckKind
{
    /// <summary>A TCP connection is accepted.</summary>
    Tcp,

    /// <summary>An HTTP GET is answered with 200 to 399.</summary>
    Http,

    /// <summary>The same over TLS; the certificate is not verified, as kubelet does not.</summary>
    Https,

    /// <summary>The gRPC health service answers SERVING.</summary>
    Grpc,

    /// <summary>A file exists, under the path by which the waiting container sees it.</summary>
    File,
}
