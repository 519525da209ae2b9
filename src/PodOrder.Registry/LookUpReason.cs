namespace PodOrder.Registry;

/// <summary>Why a look-up found no command; the word is also the label of logs and metrics.</summary>
public enum LookUpReason
{
    /// <summary>The image's name is no reference.</summary>
    InvalidReference,

    /// <summary>The registry is not on the list of those asked without a credential, and no credential is for it.</summary>
    RegistryNotListed,

    /// <summary>The address is not public and its host is not listed as private, or plain http was asked for.</summary>
    TargetRefused,

    /// <summary>No whole answer within the budget.</summary>
    TimedOut,

    /// <summary>No connection: no such host, refused, reset.</summary>
    Unreachable,

    /// <summary>The certificate is not trusted, or the TLS handshake failed.</summary>
    Untrusted,

    /// <summary>401 or 403, or a demand for credentials that cannot be met.</summary>
    Unauthorized,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>429.</summary>
    RateLimited,

    /// <summary>5xx, or another status that a registry does not answer with.</summary>
    RegistryFailed,

    /// <summary>More redirects than are followed, or one that leads nowhere.</summary>
    BadRedirect,

    /// <summary>Headers or a body beyond their cap.</summary>
    TooLarge,

    /// <summary>Content whose digest is not the one it was asked for by.</summary>
    WrongDigest,

    /// <summary>Content that is no manifest, image configuration or token.</summary>
    BadContent,

    /// <summary>A kind of manifest that is not looked into, such as schema 1, an index within an index, or no image at all.</summary>
    Unsupported,

    /// <summary>Nothing in it is for Linux.</summary>
    NotLinux,

    /// <summary>The image runs another command on another platform.</summary>
    PlatformsDiffer,

    /// <summary>A fault of the look-up itself.</summary>
    Failed,
}
