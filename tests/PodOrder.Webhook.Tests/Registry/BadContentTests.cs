using System.Text;
using PodOrder.Registry;

namespace PodOrder.Webhook.Tests.Registry;

public sealed class BadContentTests
{
    [Theory]
    [InlineData("{", LookUpReason.BadContent)]
    [InlineData("", LookUpReason.BadContent)]
    [InlineData("null", LookUpReason.BadContent)]
    [InlineData("[]", LookUpReason.BadContent)]
    [InlineData("<html>", LookUpReason.BadContent)]
    [InlineData("""{"config":{"Entrypoint":"/app"}}""", LookUpReason.BadContent)]
    [InlineData("""{"config":{"Entrypoint":[1]}}""", LookUpReason.BadContent)]
    [InlineData("""{"config":{"Entrypoint":[null]}}""", LookUpReason.BadContent)]
    [InlineData("""{"config":{"Entrypoint":["/a"],"Entrypoint":["/b"]}}""", LookUpReason.BadContent)]
    [InlineData("""{"config":{"Entrypoint":["/a"],"entrypoint":["/b"]}}""", LookUpReason.BadContent)]
    [InlineData("""{"os":"windows"}""", LookUpReason.NotLinux)]
    public async Task A_configuration_that_means_nothing_has_no_command(string config, LookUpReason reason) =>
        Assert.Equal(reason, (await FindAsync(r => r.PutImageOf("1", Encoding.UTF8.GetBytes(config)))).Reason);

    [Theory]
    [InlineData("{}", "", "")]
    [InlineData("""{"config":null}""", "", "")]
    [InlineData("""{"config":{"Entrypoint":null,"Cmd":["sh"]}}""", "", "sh")]
    [InlineData("""{"os":"linux","config":{"entrypoint":["/app"],"Env":["A=1"],"Labels":{"deep":"x"}}}""", "/app", "")]
    public async Task A_configuration_may_leave_out_what_it_does_not_set(string config, string entrypoint, string cmd)
    {
        var found = await FindAsync(r => r.PutImageOf("1", Encoding.UTF8.GetBytes(config)));

        Assert.Equal(entrypoint, string.Join(' ', found.Command!.Entrypoint));
        Assert.Equal(cmd, string.Join(' ', found.Command.Cmd));
    }

    [Theory]
    [InlineData("application/json", "{}", LookUpReason.Unsupported)]
    [InlineData("text/html", "<html></html>", LookUpReason.BadContent)]
    [InlineData(FakeRegistry.ManifestType, "{}", LookUpReason.Unsupported)]
    [InlineData(FakeRegistry.ManifestType, """{"config":{"mediaType":"application/vnd.cncf.helm.config.v1+json","digest":"sha256:x"}}""", LookUpReason.Unsupported)]
    [InlineData(FakeRegistry.ManifestType, """{"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:../../x"}}""", LookUpReason.BadContent)]
    [InlineData(FakeRegistry.ManifestType, """{"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}""", LookUpReason.BadContent)]
    [InlineData(FakeRegistry.IndexType, """{"manifests":[],"config":{}}""", LookUpReason.BadContent)]
    [InlineData(FakeRegistry.IndexType, """{"manifests":[]}""", LookUpReason.NotLinux)]
    [InlineData(FakeRegistry.IndexType, """{"manifests":[null]}""", LookUpReason.BadContent)]
    [InlineData(FakeRegistry.IndexType, """{"manifests":[{"platform":{"os":"linux"}}]}""", LookUpReason.BadContent)]
    [InlineData(FakeRegistry.IndexType, """{"manifests":[{"mediaType":"application/vnd.oci.image.index.v1+json"}]}""", LookUpReason.Unsupported)]
    [InlineData("application/vnd.docker.distribution.manifest.v1+prettyjws", """{"schemaVersion":1}""", LookUpReason.Unsupported)]
    public async Task A_manifest_of_no_use_has_no_command(string type, string manifest, LookUpReason reason) =>
        Assert.Equal(reason, (await FindAsync(r => r.PutManifest("1", type, manifest))).Reason);

    [Fact]
    public async Task A_manifest_that_is_deeper_than_any_is_not_read() =>
        Assert.Equal(LookUpReason.BadContent, (await FindAsync(r => r.PutManifest("1", FakeRegistry.IndexType, $"{{\"annotations\":{new string('[', 100_000)}{new string(']', 100_000)}}}"))).Reason);

    [Fact]
    public async Task An_index_of_more_platforms_than_there_are_is_not_asked_for_them()
    {
        var entries = string.Join(',', Enumerable.Repeat("""{"platform":{"os":"linux","architecture":"amd64"}}""", 1000));
        Assert.Equal(LookUpReason.Unsupported, (await FindAsync(r => r.PutManifest("1", FakeRegistry.IndexType, $"{{\"manifests\":[{entries}]}}"))).Reason);
    }

    [Fact]
    public async Task Attestations_and_what_a_mirror_left_out_of_an_index_do_not_count()
    {
        var found = await FindAsync(registry =>
        {
            var image = registry.PutImage("image", "/app");
            var missing = "sha256:" + new string('0', 64);
            registry.PutManifest("1", FakeRegistry.IndexType, $$$"""
                {"manifests":[{"digest":"{{{image}}}","platform":{"os":"linux","architecture":"amd64"}},
                {"digest":"{{{missing}}}","platform":{"os":"linux","architecture":"s390x"}},
                {"digest":"{{{missing}}}","platform":{"os":"unknown","architecture":"unknown"}},
                {"digest":"{{{missing}}}","mediaType":"application/vnd.example.signature"}]}
                """);
        });

        Assert.Equal((string[])["/app"], found.Command!.Entrypoint);
    }

    [Theory]
    [InlineData("""{"Entrypoint":["/app"],"Cmd":["a"]}""", """{"Entrypoint":["/app"],"Cmd":["b"]}""")]
    [InlineData("""{"Entrypoint":["/app"],"Cmd":["a"]}""", """{"Entrypoint":["/app"]}""")]
    [InlineData("""{"Entrypoint":["/app","a"]}""", """{"Entrypoint":["/app"],"Cmd":["a"]}""")]
    public async Task Platforms_have_to_agree_on_both_parts(string one, string another)
    {
        var found = await FindAsync(registry =>
        {
            var digests = new[] { one, another }.Select(c => registry.PutImageOf("image", Encoding.UTF8.GetBytes($$$"""{"config":{{{c}}}}"""))).ToList();
            var entries = digests.Select(d => $$$"""{"digest":"{{{d}}}","platform":{"os":"linux","architecture":"x\u001b"}}""");
            registry.PutManifest("1", FakeRegistry.IndexType, $$$"""{"manifests":[{{{string.Join(',', entries)}}}]}""");
        });

        Assert.Equal(LookUpReason.PlatformsDiffer, found.Reason);
        Assert.EndsWith("it does not run the same command on another platform as on another platform.", found.Sentence);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"token":""}""")]
    [InlineData("""{"token":"a\r\nX-Evil: b"}""")]
    [InlineData("""{"token":5}""")]
    [InlineData("no")]
    public async Task A_token_of_no_use_is_not_shown_to_anybody(string token)
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Instead = Tokens.Service(registry, () => token);
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        Assert.Equal(LookUpReason.BadContent, (await lookUp.FindAsync($"{registry.Host}/team/web:1")).Reason);
        Assert.Equal(1, registry.Count("/v2/"));
    }

    private static async Task<LookUp> FindAsync(Action<FakeRegistry> put)
    {
        await using var registry = await FakeRegistry.StartAsync();
        put(registry);
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));
        return await lookUp.FindAsync($"{registry.Host}/team/web:1");
    }
}
