using PodOrder.Registry;

namespace PodOrder.Webhook.Tests.Registry;

public sealed class CacheTests
{
    [Fact]
    public async Task A_tag_is_asked_for_again_after_its_life_and_a_digest_is_not()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        var time = new HeldTime();
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host), time);
        var image = $"{registry.Host}/team/web:1";

        Assert.False((await lookUp.FindAsync(image)).IsCached);
        time.Pass(TimeSpan.FromMinutes(4));
        Assert.True((await lookUp.FindAsync(image)).IsCached);
        Assert.Equal(3, registry.Requests.Count);
        time.Pass(TimeSpan.FromMinutes(2));
        Assert.True((await lookUp.FindAsync(image)).IsFound);
        Assert.Equal(4, registry.Requests.Count);

        registry.PutImage("1", "/other");
        time.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal((string[])["/other"], (await lookUp.FindAsync(image)).Command!.Entrypoint);
    }

    [Fact]
    public async Task A_failure_is_kept_for_a_moment()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var time = new HeldTime();
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host), time);
        var image = $"{registry.Host}/team/web:1";

        Assert.False((await lookUp.FindAsync(image)).IsFound);
        registry.PutImage("1", "/app");
        Assert.False((await lookUp.FindAsync(image)).IsFound);
        Assert.Single(registry.Requests);
        time.Pass(TimeSpan.FromSeconds(31));
        Assert.True((await lookUp.FindAsync(image)).IsFound);
    }

    [Fact]
    public async Task Many_who_want_the_same_image_ask_once()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        var found = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => lookUp.FindAsync($"{registry.Host}/team/web:1")));

        Assert.All(found, f => Assert.True(f.IsFound));
        Assert.Equal(3, registry.Requests.Count);
    }

    [Fact]
    public async Task What_one_credential_saw_no_other_is_shown()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var digest = registry.PutImage("1", "/app");
        registry.Instead = context =>
        {
            var isMe = context.Request.Headers.Authorization == "Basic bWU6czNjcmV0";
            if (!isMe)
                (context.Response.StatusCode, context.Response.Headers.WWWAuthenticate) = (401, "Basic realm=\"x\"");
            return Task.FromResult(!isMe);
        };
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));
        foreach (var image in (string[])[$"{registry.Host}/team/web:1", $"{registry.Host}/team/web@{digest}"])
        {
            Assert.True((await lookUp.FindAsync(image, LookUps.Config(registry.Host, "me", "s3cret"))).IsFound);
            Assert.Equal(LookUpReason.Unauthorized, (await lookUp.FindAsync(image, LookUps.Config(registry.Host, "you", "s3cret"))).Reason);
            Assert.Equal(LookUpReason.Unauthorized, (await lookUp.FindAsync(image)).Reason);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_registry_that_does_not_tell_digests_by_HEAD_is_asked_for_the_manifest(bool knowsHead)
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        registry.Instead = context =>
        {
            var isHead = context.Request.Method == "HEAD";
            if (isHead && !knowsHead)
                context.Response.StatusCode = 405;
            return Task.FromResult(isHead);
        };
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        Assert.True((await lookUp.FindAsync($"{registry.Host}/team/web:1")).IsFound);
    }

    [Fact]
    public async Task No_more_is_kept_than_there_is_room_for_and_what_is_used_stays_longest()
    {
        var cache = new ExpiringCache<string, string>(2, TimeProvider.System);
        var fetched = new List<string>();
        foreach (var key in (string[])["a", "b", "a", "c", "a", "b"])
        {
            await cache.GetAsync(key, () =>
            {
                fetched.Add(key);
                return Task.FromResult(key);
            }, _ => TimeSpan.FromHours(1));
        }
        Assert.Equal((string[])["a", "b", "c", "b"], fetched);
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public async Task What_failed_to_be_fetched_is_fetched_again()
    {
        var cache = new ExpiringCache<string, string>(2, new HeldTime());
        await Assert.ThrowsAsync<IOException>(() => cache.GetAsync("a", () => throw new IOException(), _ => TimeSpan.FromHours(1)));
        Assert.Null(cache.Peek("a"));
        Assert.Equal("x", await cache.GetAsync("a", () => Task.FromResult("x"), _ => TimeSpan.FromHours(1)));
        Assert.Equal("x", cache.Peek("a"));
    }
}
