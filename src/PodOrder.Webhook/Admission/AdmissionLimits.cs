namespace PodOrder.Webhook.Admission;

/// <summary>The bounds of what one request may cost.</summary>
public static class AdmissionLimits
{
    /// <summary>
    /// The longest body in bytes. The API server takes objects of up to 3 MiB (its own request limit, which
    /// exceeds what etcd stores) and sends an update as the old and the new object; 1 MiB is left for the rest.
    /// </summary>
    public const int MaxBodyBytes = 7 * 1024 * 1024;

    /// <summary>
    /// How deeply JSON may nest. A Pod within its review nests fewer than 20 levels, about as many again in
    /// managedFields; the API server itself stops at 10,000 (encoding/json), which only objects of kinds that
    /// are none of ours could come near.
    /// </summary>
    public const int MaxDepth = 128;

    /// <summary>
    /// How many bytes of bodies are held at once; a request beyond it is turned away, since memory is what many large bodies cost.
    /// With what the largest one takes while it is parsed, they fit into a container of 256 MiB.
    /// </summary>
    public const long MaxBytesInFlight = 48L * 1024 * 1024;

    /// <summary>How many of these are kept for bodies of the usual size, so that large ones hold up no others.</summary>
    public const long ReservedBytes = 16L * 1024 * 1024;

    /// <summary>
    /// How many commas and colons a body beyond <see cref="UsualBodyBytes"/> may have: they bound the values, each of which takes up to 24 bytes
    /// once parsed. The reviews of real Pods have one in twenty bytes.
    /// </summary>
    public const int MaxSeparators = 1_000_000;

    /// <summary>The longest body that is parsed beside others; what the manifests of real Pods take is a hundredth of it.</summary>
    public const int UsualBodyBytes = 512 * 1024;

    /// <summary>
    /// How many requests are answered at once. One processor answers several thousand a second, so that the last of these has
    /// its answer within a second.
    /// </summary>
    public const int MaxInFlight = 1024;

    /// <summary>How much of a name is logged: the longest that there is (DNS subdomain), and a <c>*</c>.</summary>
    public const int MaxNameLength = 254;

    /// <summary>How long a request may take when it does not say: the default of <c>timeoutSeconds</c> in a webhook configuration.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The most that a webhook configuration may ask for.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(30);
}
