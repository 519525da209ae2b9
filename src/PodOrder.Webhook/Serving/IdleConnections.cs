using Microsoft.AspNetCore.Connections;

namespace PodOrder.Webhook.Serving;

/// <summary>
/// Bounds the connections on which no request is being answered, in a handshake or between two requests: each takes some 30 KB, and costs
/// its owner nothing. Beyond the bound the one goes that has been idle the longest, so that whoever opens thousands takes the place of
/// his own, and one who asks at once is answered.
/// </summary>
/// <param name="most">The bound.</param>
public sealed class IdleConnections(int most = IdleConnections.Most)
{
    /// <summary>What fits beside the rest into a container of 256 MiB; an API server has as many connections as requests at once.</summary>
    private const int Most = 4096;

    private readonly Lock _lock = new();
    private readonly LinkedList<Place> _idle = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _idle.Count;
        }
    }

    /// <summary>A connection is there; it has left when the place is disposed.</summary>
    public Place Enter(ConnectionContext connection)
    {
        var place = new Place(this, connection);
        Add(place);
        return place;
    }

    private void Add(Place place)
    {
        Place? longest = null;
        lock (_lock)
        {
            _idle.AddLast(place.Node);
            if (_idle.Count > most)
            {
                longest = _idle.First!.Value;
                _idle.RemoveFirst();
            }
        }
        longest?.Close();
    }

    private void Remove(Place place)
    {
        lock (_lock)
        {
            if (place.Node.List is not null)
                _idle.Remove(place.Node);
        }
    }

    /// <summary>One connection's; a feature of it.</summary>
    public sealed class Place : IDisposable
    {
        private readonly IdleConnections _all;
        private readonly ConnectionContext _connection;
        private int _requests;
        private volatile bool _hasLeft;

        internal Place(IdleConnections all, ConnectionContext connection)
        {
            (_all, _connection) = (all, connection);
            Node = new LinkedListNode<Place>(this);
        }

        internal LinkedListNode<Place> Node { get; }

        /// <summary>A request has begun.</summary>
        public void BeginRequest()
        {
            if (Interlocked.Increment(ref _requests) == 1)
                _all.Remove(this);
        }

        /// <summary>It has ended.</summary>
        public void EndRequest()
        {
            if (Interlocked.Decrement(ref _requests) == 0 && !_hasLeft)
                _all.Add(this);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _hasLeft = true;
            _all.Remove(this);
        }

        internal void Close() => _connection.Abort(new ConnectionAbortedException("The connection was idle while many others were opened."));
    }
}
