using System.Buffers;

namespace PodOrder.Webhook.Admission;

/// <summary>A request's whole body in one pooled buffer, which goes back when it is disposed.</summary>
public sealed class RequestBody : IDisposable
{
    // The buffer grows with what has arrived, not with what was announced: a header is cheaper to send than memory is to hold.
    private const int FirstBuffer = 16 * 1024;

    private readonly BodyBudget _budget;
    private byte[] _buffer;
    private int _length;

    private RequestBody(BodyBudget budget, int firstBuffer)
    {
        _budget = budget;
        _buffer = Rent(firstBuffer);
    }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Reads a request's body to its end.</summary>
    /// <exception cref="RejectedRequestException">It is too long (413), or there is no memory for it (503).</exception>
    /// <exception cref="OperationCanceledException">The deadline passed.</exception>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, BodyBudget budget, CancellationToken deadline)
    {
        if (request.ContentLength > AdmissionLimits.MaxBodyBytes)
            throw TooLarge();

        // One byte more than announced, so that the end is seen without growing.
        var announced = (int)Math.Min(request.ContentLength + 1 ?? FirstBuffer, FirstBuffer);
        var body = new RequestBody(budget, announced);
        try
        {
            await body.FillAsync(request.Body, deadline);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer.Length > 0)
            Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private async ValueTask FillAsync(Stream stream, CancellationToken deadline)
    {
        while (await stream.ReadAsync(_buffer.AsMemory(_length), deadline) is var read and > 0)
        {
            _length += read;
            if (_length > AdmissionLimits.MaxBodyBytes)
                throw TooLarge();
            if (_length == _buffer.Length)
                Grow();
        }
    }

    private void Grow()
    {
        var larger = Rent(Math.Min(_buffer.Length * 2, AdmissionLimits.MaxBodyBytes + 1));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        Return(_buffer);
        _buffer = larger;
    }

    private byte[] Rent(int atLeast)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(atLeast);
        try
        {
            _budget.Take(buffer.Length);
            return buffer;
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private void Return(byte[] buffer)
    {
        _budget.GiveBack(buffer.Length);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static RejectedRequestException TooLarge() => new(StatusCodes.Status413PayloadTooLarge, RejectionReason.TooLarge,
        $"The body is longer than {AdmissionLimits.MaxBodyBytes / 1024 / 1024} MiB, more than any admission review of a Pod can be.");
}
