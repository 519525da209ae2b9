using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text.Json;

namespace PodOrder.Webhook.Cluster;

/// <summary>The lines of a watch, each a JSON document. What arrived together can be taken together.</summary>
internal sealed class WatchLines(Stream stream) : IAsyncDisposable
{
    // An object is at most 1.5 MiB in etcd, in a format that is more compact than JSON.
    private const int LongestLine = 8 << 20;

    private readonly PipeReader _pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 8 << 10));
    private ReadOnlySequence<byte> _buffer;
    private bool _isRead;

    /// <summary>How many have been taken.</summary>
    public int Count { get; private set; }

    /// <summary>Waits for more; false at the end of the stream.</summary>
    /// <exception cref="IOException">The stream broke, or a line is too long.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancel)
    {
        if (_isRead)
            _pipe.AdvanceTo(_buffer.Start, _buffer.End);
        _isRead = false;
        if (_buffer.Length > LongestLine)
            throw new IOException($"a line of the watch is longer than {LongestLine >> 20} MiB");
        var result = await _pipe.ReadAsync(cancel);
        (_buffer, _isRead) = (result.Buffer, true);
        // What has no line end by then never will.
        return !result.IsCompleted || _buffer.PositionOf((byte)'\n') is not null;
    }

    /// <summary>Takes a line of those that have arrived; the caller disposes of it.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public bool TryRead([NotNullWhen(true)] out JsonDocument? line)
    {
        line = null;
        if (_buffer.PositionOf((byte)'\n') is not { } end)
            return false;
        line = JsonDocument.Parse(_buffer.Slice(0, end));
        _buffer = _buffer.Slice(_buffer.GetPosition(1, end));
        Count++;
        return true;
    }

    public ValueTask DisposeAsync() => _pipe.CompleteAsync();
}
