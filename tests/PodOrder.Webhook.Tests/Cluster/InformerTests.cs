using System.Text;
using System.Text.Json.Nodes;
using PodOrder.Webhook.Cluster;
using static PodOrder.Webhook.Tests.Cluster.Watched;

namespace PodOrder.Webhook.Tests.Cluster;

public sealed class InformerTests : IAsyncLifetime
{
    private FakeApiServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FakeApiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task It_knows_what_is_there_and_what_comes_changes_and_goes()
    {
        Create("a");
        await using var watched = new Watched(_server);
        await watched.HasAsync("a");

        Create("b");
        await watched.HasAsync("a", "b");
        _server.Objects.Update(PathOf("a"), ConfigMap("a", "changed"));
        await Eventually.HoldsAsync(() => (string?)Value(watched, "a") == "changed");
        _server.Objects.Delete(PathOf("b"));
        await watched.HasAsync("a");

        Assert.Equal(1, Lists());
        Assert.Null(watched.Informer.Trouble);
        Assert.InRange(watched.Informer.LastContact!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Pages_are_put_together_and_told_of_once()
    {
        _server.LargestPage = 3;
        var names = Enumerable.Range(10, 10).Select(i => $"m{i}").ToArray();
        Array.ForEach(names, Create);
        await using var watched = new Watched(_server);

        await watched.HasAsync(names);

        Assert.Equal(4, Lists());
        Assert.Single(watched.Told);
    }

    [Fact]
    public async Task An_empty_collection_is_told_of_too()
    {
        await using var watched = new Watched(_server);
        await Eventually.HoldsAsync(() => watched.Told.Count == 1);
        Assert.Empty(watched.Informer.Snapshot);
    }

    [Fact]
    public async Task A_watch_that_is_cut_goes_on_where_it_was_without_a_list()
    {
        Create("a");
        await using var watched = new Watched(_server);
        await WatchingAsync(watched);

        for (var cut = 0; cut < 3; cut++)
        {
            _server.CutWatches();
            Create($"b{cut}");
            await Eventually.HoldsAsync(() => watched.Names.Contains($"b{cut}"));
        }

        Assert.Equal(1, Lists());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_version_that_is_too_old_leads_to_a_list_which_reads_only_what_has_changed(bool asEvent)
    {
        Create("a");
        Create("b");
        await using var watched = new Watched(_server);
        await WatchingAsync(watched);
        var before = watched.Informer.Snapshot;

        if (!asEvent)
            _server.Instead = context => Task.FromResult(context.Request.Query["watch"] == "true" && Gone(context));
        _server.Objects.Delete(PathOf("b"));
        Create("c");
        _server.Objects.Compact();
        if (!asEvent)
            _server.CutWatches();
        await watched.HasAsync("a", "c");

        Assert.Same(Only(before, "a"), Only(watched.Informer.Snapshot, "a"));

        bool Gone(Microsoft.AspNetCore.Http.HttpContext context)
        {
            _server.Instead = _ => Task.FromResult(false);
            FakeApiServer.RefuseAsync(context, 410, "Expired", "too old resource version").GetAwaiter().GetResult();
            return true;
        }
    }

    [Theory]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalError")]
    [InlineData(403, "Forbidden")]
    [InlineData(401, "Unauthorized")]
    [InlineData(404, "NotFound")]
    public async Task What_the_API_server_refuses_is_tried_again_and_said_once(int code, string reason)
    {
        Create("a");
        var refusals = 0;
        _server.Instead = async context => Interlocked.Increment(ref refusals) <= 3 && await FakeApiServer.RefuseAsync(context, code, reason, "not today");
        await using var watched = new Watched(_server);

        await watched.HasAsync("a");
        await Eventually.HoldsAsync(() => watched.Informer.Trouble is null);

        Assert.Equal(
            [$"NotFollowed: configmaps cannot be followed, the last state stays: the API server answers {code} {reason}: not today", "FollowedAgain: configmaps is followed again"],
            watched.Log.Lines.Where(line => !line.StartsWith("ListedAgain", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_last_state_stays_while_the_API_server_is_away()
    {
        Create("a");
        await using var watched = new Watched(_server);
        await WatchingAsync(watched);
        var told = watched.Told.Count;

        await _server.DownAsync();
        await Eventually.HoldsAsync(() => watched.Informer.Trouble is not null);
        Assert.Equal(["a"], watched.Names);
        Assert.Equal(told, watched.Told.Count);

        await _server.UpAsync();
        Create("b");
        await watched.HasAsync("a", "b");
        await Eventually.HoldsAsync(() => watched.Informer.Trouble is null);
    }

    [Fact]
    public async Task A_connection_that_falls_silent_is_opened_anew()
    {
        await using var watched = new Watched(_server, silence: TimeSpan.FromMilliseconds(300));
        await WatchingAsync(watched);
        await Eventually.HoldsAsync(() => _server.Requests.Count(r => r.Contains("watch=true", StringComparison.Ordinal)) > 2);

        Create("a");
        await watched.HasAsync("a");
        Assert.Equal(1, Lists());
    }

    [Theory]
    [InlineData("no JSON\n")]
    [InlineData("[]\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{\"metadata\":{}}}\n")]
    [InlineData("{\"type\":\"ADDED\",\"obj")]
    [InlineData("")]
    public async Task Nonsense_in_a_watch_leads_to_another_one(string nonsense)
    {
        Create("a");
        var first = 1;
        _server.Instead = async context =>
        {
            if (context.Request.Query["watch"] != "true" || Interlocked.Exchange(ref first, 0) == 0)
                return false;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(nonsense));
            return true;
        };
        await using var watched = new Watched(_server);
        await watched.HasAsync("a");

        Create("b");
        await watched.HasAsync("a", "b");
    }

    [Fact]
    public async Task What_came_before_an_error_counts_and_is_told_of()
    {
        var first = 1;
        _server.Instead = async context =>
        {
            if (context.Request.Query["watch"] != "true" || Interlocked.Exchange(ref first, 0) == 0)
                return false;
            Create("a");
            var added = new JsonObject { ["type"] = "ADDED", ["object"] = _server.Objects.Get(PathOf("a")) };
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(added.ToJsonString() + "\n" + """{"type":"ERROR","object":{"kind":"Status","code":500,"reason":"InternalError","message":"etcd"}}""" + "\n"));
            return true;
        };
        await using var watched = new Watched(_server);

        await Eventually.HoldsAsync(() => watched.Told.Any(snapshot => snapshot.Count == 1));
        Create("b");
        await watched.HasAsync("a", "b");
        Assert.Equal(1, Lists());
    }

    [Fact]
    public async Task A_line_without_an_end_is_not_read_to_its_end()
    {
        var sent = 0L;
        var first = 1;
        _server.Instead = async context =>
        {
            if (context.Request.Query["watch"] != "true" || Interlocked.Exchange(ref first, 0) == 0)
                return false;
            for (var block = new byte[64 << 10]; !context.RequestAborted.IsCancellationRequested; sent += block.Length)
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            return true;
        };
        await using var watched = new Watched(_server);
        await Eventually.HoldsAsync(() => watched.Log.Lines.Any(line => line.Contains("a line of the watch is longer than 8 MiB", StringComparison.Ordinal)));

        Create("a");
        await watched.HasAsync("a");
        Assert.InRange(sent, 8 << 20, 64 << 20);
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_is_left_out_and_its_content_not_logged()
    {
        Create("a");
        Create("poison");
        await using var watched = new Watched(_server);

        await watched.HasAsync("a");

        Assert.StartsWith("ObjectLeftOut: shop/poison is left out, reading it failed: FormatException ", Assert.Single(watched.Log.Lines));
        Assert.DoesNotContain("secret words", watched.Log.Lines.Single());
    }

    [Fact]
    public async Task One_object_alone_can_be_followed_by_its_name()
    {
        Create("a");
        Create("b");
        await using var watched = new Watched(_server, ResourceQuery.Named(new ResourceType("v1", "configmaps"), "b", "shop"));

        await watched.HasAsync("b");
        _server.Objects.Delete(PathOf("b"));
        Create("c");
        await watched.HasAsync();

        Assert.StartsWith("GET /api/v1/namespaces/shop/configmaps?fieldSelector=metadata.name%3Db&limit=", _server.Requests.First());
    }

    [Fact]
    public async Task Metadata_alone_can_be_asked_for()
    {
        Create("a");
        await using var watched = new Watched(_server, new ResourceQuery(new ResourceType("v1", "configmaps")) { MetadataOnly = true });
        await watched.HasAsync("a");
        Create("b");
        await watched.HasAsync("a", "b");

        Assert.All(watched.Informer.Snapshot.Values, thing => Assert.False(thing.ContainsKey("data")));
    }

    private static JsonObject Only(System.Collections.Immutable.ImmutableDictionary<ResourceKey, JsonObject> snapshot, string name) =>
        snapshot[new ResourceKey("shop", name)];

    private static JsonNode? Value(Watched watched, string name) => Only(watched.Informer.Snapshot, name)["data"]!["value"];

    private void Create(string name) => _server.Objects.Create(PathOf(name), ConfigMap(name));

    private int Lists() => _server.Requests.Count(r => !r.Contains("watch=true", StringComparison.Ordinal));

    private Task WatchingAsync(Watched watched) => Eventually.HoldsAsync(() => watched.Informer.HasSynced && _server.Watches == 1);
}
