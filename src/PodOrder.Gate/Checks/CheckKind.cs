namespace PodOrder.Gate.Checks;

/// <summary>The kinds of check.</summary>
internal enum CheckKind
{
    /// <summary>A TCP connection is accepted.</summary>
    Tcp,

    /// <summary>An HTTP GET is answered with 200 to 399.</summary>
    Http,

    /// <summary>The same over TLS, the certificate not verified.</summary>
    Https,

    /// <summary>The gRPC health service answers SERVING.</summary>
    Grpc,

    /// <summary>A file exists.</summary>
    File,

    /// <summary>A command ends with exit code 0.</summary>
    Exec,
}
