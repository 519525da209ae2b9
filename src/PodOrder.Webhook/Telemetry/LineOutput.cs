using System.Buffers;

namespace PodOrder.Webhook.Telemetry;

/// <summary>Writes lines to a stream by a thread of its own: many at a time, soon after the first of them, and at once what is urgent.</summary>
public sealed class LineOutput : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(100);

    // So much is written without waiting any longer: buffers that stay small cost no collection of large objects.
    private const int Batch = 32 * 1024;

    // A log that nobody reads loses lines rather than hold up the creation of Pods.
    private const int MostWaiting = 1024 * 1024;

    private readonly Stream _stream;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _begun = new(false), _urgent = new(false);
    private ArrayBufferWriter<byte> _waiting = new(), _leaving = new();
    private volatile bool _ended;

    /// <summary>Begins to write to a stream.</summary>
    public LineOutput(Stream stream)
    {
        _stream = stream;
        _thread = new Thread(WriteOn) { IsBackground = true, Name = "log" };
        _thread.Start();
    }

    /// <summary>Takes a line, its end included.</summary>
    public void Write(ReadOnlySpan<byte> line, bool atOnce)
    {
        bool isFirst, isFull;
        lock (_lock)
        {
            if (_waiting.WrittenCount + line.Length > MostWaiting)
                return;
            isFirst = _waiting.WrittenCount == 0;
            _waiting.Write(line);
            isFull = _waiting.WrittenCount >= Batch;
        }
        if (atOnce || isFull)
            _urgent.Set();
        if (isFirst)
            _begun.Set();
    }

    /// <summary>Writes what is left.</summary>
    public void Dispose()
    {
        _ended = true;
        _urgent.Set();
        _begun.Set();
        // A pipe that nobody empties must not keep the process from ending.
        _thread.Join(TimeSpan.FromSeconds(1));
    }

    private void WriteOn()
    {
        while (!_ended)
        {
            _begun.WaitOne();
            if (!_ended)
                _urgent.WaitOne(_patience);
            WriteWaiting();
        }
        WriteWaiting();
    }

    private void WriteWaiting()
    {
        lock (_lock)
            (_waiting, _leaving) = (_leaving, _waiting);
        try
        {
            _stream.Write(_leaving.WrittenSpan);
            _stream.Flush();
        }
        catch (IOException)
        {
            // The reader is gone; the server is not there for its log.
        }
        _leaving.ResetWrittenCount();
    }
}
