namespace PodOrder.Webhook.Admission;

/// <summary>Bounds how many bytes of request bodies are held at once, over all requests; large ones leave room for those of the usual size.</summary>
/// <param name="limit">The bound in bytes.</param>
/// <param name="reserve">How much of it buffers of more than <see cref="Small"/> bytes leave.</param>
public sealed class BodyBudget(long limit = AdmissionLimits.MaxBytesInFlight, long reserve = AdmissionLimits.ReservedBytes)
{
    private const int Small = 64 * 1024;

    private long _held;

    /// <summary>The bytes held now.</summary>
    public long Held => Volatile.Read(ref _held);

    /// <summary>Takes a number of bytes out of the budget.</summary>
    /// <exception cref="RejectedRequestException">They are not there (503).</exception>
    public void Take(int bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= (bytes > Small ? limit - reserve : limit))
            return;
        GiveBack(bytes);
        throw new RejectedRequestException(StatusCodes.Status503ServiceUnavailable, RejectionReason.Busy,
            "The admission reviews being read fill the memory set aside for them; ask again in a moment.");
    }

    /// <summary>Gives them back.</summary>
    public void GiveBack(int bytes) => Interlocked.Add(ref _held, -bytes);
}
