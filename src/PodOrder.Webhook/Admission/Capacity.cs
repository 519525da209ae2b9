namespace PodOrder.Webhook.Admission;

/// <summary>
/// Bounds how many requests are answered at once. The work is the processor's, so more at once are not answered sooner but
/// all of them later, and the API server has given up on what comes too late: what is beyond the bound is told so at once.
/// </summary>
/// <param name="most">The bound.</param>
public sealed class Capacity(int most = AdmissionLimits.MaxInFlight)
{
    // A parsed body takes up to six times its bytes besides (twelve for each token, a token may have two bytes).
    private readonly SemaphoreSlim _large = new(1);
    private int _taken;

    /// <summary>How many are answered now.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Takes a place, until it is disposed.</summary>
    /// <exception cref="RejectedRequestException">None is left (503).</exception>
    public IDisposable Take()
    {
        if (Interlocked.Increment(ref _taken) <= most)
            return new Place(() => Interlocked.Decrement(ref _taken));
        Interlocked.Decrement(ref _taken);
        throw new RejectedRequestException(StatusCodes.Status503ServiceUnavailable, RejectionReason.Busy,
            $"The server is answering {most} requests already, and could not answer this one in time; ask again in a moment.");
    }

    /// <summary>Waits until a body of this length may be parsed: large ones one after the other.</summary>
    /// <returns>What to dispose when the parsed body is no longer used, or null.</returns>
    public async ValueTask<IDisposable?> TakeToParseAsync(int bytes, CancellationToken deadline)
    {
        if (bytes <= AdmissionLimits.UsualBodyBytes)
            return null;
        await _large.WaitAsync(deadline);
        return new Place(() => _large.Release());
    }

    private sealed class Place(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
