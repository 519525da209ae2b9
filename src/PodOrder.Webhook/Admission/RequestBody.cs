using System.Buffers;
using System.IO.Pipelines;

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
    /// <exception cref="RejectedRequestException">It is too long (413), there is no memory for it (503), or it was not there by the deadline (408).</exception>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, BodyBudget budget, CancellationToken deadline)
    {
        if (request.ContentLength > AdmissionLimits.MaxBodyBytes)
            throw TooLarge();

        var body = new RequestBody(budget, (int)Math.Min(request.ContentLength ?? FirstBuffer, FirstBuffer));
        try
        {
            await body.FillAsync(request.BodyReader, deadline);
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

    private async ValueTask FillAsync(PipeReader reader, CancellationToken deadline)
    {
        // A token given to ReadAsync would leave the reader in a state in which Kestrel cannot drain the rest.
        using var atDeadline = deadline.UnsafeRegister(static it => ((PipeReader)it!).CancelPendingRead(), reader);
        while (await reader.ReadAsync(CancellationToken.None) is var result)
        {
            try
            {
                Append(result);
            }
            finally
            {
                reader.AdvanceTo(result.Buffer.End);
            }
            if (result.IsCompleted)
                return;
        }
    }

    private void Append(ReadResult result)
    {
        if (result.IsCanceled)
            throw new RejectedRequestException(StatusCodes.Status408RequestTimeout, RejectionReason.Incomplete,
                "The body did not arrive within the time the request allows.");
        var arrived = result.Buffer;
        if (_length + arrived.Length > AdmissionLimits.MaxBodyBytes)
            throw TooLarge();
        var total = _length + (int)arrived.Length;
        if (total > _buffer.Length)
            Grow(total);
        arrived.CopyTo(_buffer.AsSpan(_length));
        _length = total;
    }

    private void Grow(int atLeast)
    {
        // In few steps: the pool keeps what is given back.
        var larger = Rent(Math.Min(Math.Max(atLeast, _buffer.Length * 4), AdmissionLimits.MaxBodyBytes));
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
