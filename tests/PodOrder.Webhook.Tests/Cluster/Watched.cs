using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Tests.Cluster;

/// <summary>An informer at work on config maps of an API server, and what it has told.</summary>
internal sealed class Watched : IAsyncDisposable
{
    public const string Collection = "/api/v1/configmaps";
    private readonly CancellationTokenSource _stop = new();
    private readonly ApiClient _api;
    private readonly Task _running;

    public Watched(FakeApiServer server, ResourceQuery? query = null, TimeSpan? silence = null)
        : this(server.Client(), query, silence)
    {
    }

    public Watched(ApiClient api, ResourceQuery? query = null, TimeSpan? silence = null)
    {
        _api = api;
        Informer = new Informer<JsonObject>(_api, query ?? new ResourceQuery(new ResourceType("v1", "configmaps")), Read, TimeProvider.System, Log)
        {
            LongestSilence = silence ?? TimeSpan.FromMinutes(2),
        };
        _running = Informer.RunAsync(Told.Enqueue, _stop.Token);
    }

    public Informer<JsonObject> Informer { get; }

    public LogLines Log { get; } = new();

    public ConcurrentQueue<ImmutableDictionary<ResourceKey, JsonObject>> Told { get; } = [];

    public IEnumerable<string> Names => Informer.Snapshot.Keys.Select(key => key.Name).Order(StringComparer.Ordinal);

    public int Reads;

    public static JsonObject ConfigMap(string name, string value = "", string @namespace = "shop") => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = @namespace, ["labels"] = new JsonObject { ["name"] = name } },
        ["data"] = new JsonObject { ["value"] = value },
    };

    public static string PathOf(string name) => $"/api/v1/namespaces/shop/configmaps/{name}";

    public Task HasAsync(params string[] names) => Eventually.HoldsAsync(() => Informer.HasSynced && Names.SequenceEqual(names));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _api.Dispose();
        _stop.Dispose();
    }

    private JsonObject Read(JsonElement thing)
    {
        Interlocked.Increment(ref Reads);
        return thing.GetProperty("metadata").GetProperty("name").GetString() == "poison" ? throw new FormatException("secret words") : JsonNode.Parse(thing.GetRawText())!.AsObject();
    }

    /// <summary>Keeps what is logged.</summary>
    public sealed class LogLines : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{eventId.Name}: {formatter(state, exception)}");
    }
}
