using PodOrder.Registry;

namespace PodOrder.Webhook.Tests.Registry;

public sealed class DockerRegistryTests(DockerRegistryTests.Images images) : IClassFixture<DockerRegistryTests.Images>
{
    [Fact]
    public async Task The_command_of_an_image_is_found_by_its_tag_and_by_its_digest()
    {
        using var registry = await ServeAsync("amd64");
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        var byTag = await lookUp.FindAsync($"{registry.Host}/team/web:amd64");
        var byDigest = await lookUp.FindAsync($"{registry.Host}/team/web@{images.Layout.Digest("amd64")}");

        Assert.Equal((string[])["/bin/app", "serve"], byTag.Command!.Entrypoint);
        Assert.Equal((string[])["--port", "8080 $(HOME)"], byTag.Command.Cmd);
        Assert.Equal(byTag.Command.Entrypoint, byDigest.Command!.Entrypoint);
        Assert.Equal("", byTag.Sentence);
    }

    [Fact]
    public async Task Docker_media_types_are_read_like_those_of_OCI()
    {
        using var registry = await ServeAsync();
        foreach (var tag in (string[])["amd64", "agreeing"])
            await images.Layout.CopyAsync(tag, $"{registry.Host}/team/web:{tag}", "--format", "v2s2");
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        Assert.Equal("serve", (await lookUp.FindAsync($"{registry.Host}/team/web:amd64")).Command!.Entrypoint[1]);
        Assert.Equal("serve", (await lookUp.FindAsync($"{registry.Host}/team/web:agreeing")).Command!.Entrypoint[1]);
    }

    [Fact]
    public async Task Platforms_of_an_index_that_agree_have_one_command_whatever_is_in_it_for_Windows()
    {
        using var registry = await ServeAsync("agreeing");
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        Assert.Equal((string[])["/bin/app", "serve"], (await lookUp.FindAsync($"{registry.Host}/team/web:agreeing")).Command!.Entrypoint);
    }

    [Fact]
    public async Task Platforms_that_differ_have_none_unless_only_one_of_them_is_used()
    {
        using var registry = await ServeAsync("differing");
        var options = LookUps.Plain(registry.Host);
        using var lookUp = LookUps.New(options);
        using var lookUpOfOne = LookUps.New(options with { Architectures = ["arm64"] });

        var found = await lookUp.FindAsync($"{registry.Host}/team/web:differing");
        var foundOfOne = await lookUpOfOne.FindAsync($"{registry.Host}/team/web:differing");

        Assert.Equal(LookUpReason.PlatformsDiffer, found.Reason);
        Assert.Equal($"The image \"{registry.Host}/team/web:differing\" was looked up, but it does not run the same command on linux/arm64 as on linux/amd64.", found.Sentence);
        Assert.Equal((string[])["/bin/other"], foundOfOne.Command!.Entrypoint);
    }

    [Theory]
    [InlineData("windows")]
    [InlineData("windows-index")]
    public async Task An_image_for_Windows_has_no_command(string tag)
    {
        using var registry = await ServeAsync(tag);
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        Assert.Equal(LookUpReason.NotLinux, (await lookUp.FindAsync($"{registry.Host}/team/web:{tag}")).Reason);
    }

    [Fact]
    public async Task What_is_not_there_is_told_as_such()
    {
        using var registry = await ServeAsync("amd64");
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        var found = await lookUp.FindAsync($"{registry.Host}/team/web:2");

        Assert.Equal(LookUpReason.NotFound, found.Reason);
        Assert.Equal($"The image \"{registry.Host}/team/web:2\" was looked up, but {registry.Host} does not have it (404).", found.Sentence);
        Assert.Equal(LookUpReason.NotFound, (await lookUp.FindAsync($"{registry.Host}/team/web@sha256:{new string('0', 64)}")).Reason);
    }

    [Fact]
    public async Task A_registry_with_passwords_is_shown_each_credential_that_is_for_it()
    {
        Tools.Demand();
        using var registry = await DockerRegistry.StartAsync(asksForPassword: true);
        await images.Layout.CopyAsync("amd64", $"{registry.Host}/team/web:1", "--dest-creds", $"{DockerRegistry.User}:{DockerRegistry.Password}");
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host) with { AnonymousRegistries = [] });
        var image = $"{registry.Host}/team/web:1";
        var wrong = LookUps.Config($"{registry.Host}/team/web", DockerRegistry.User, "wrong");
        var right = LookUps.Config(registry.Host, DockerRegistry.User, DockerRegistry.Password);
        var another = LookUps.Config("elsewhere.example", DockerRegistry.User, DockerRegistry.Password);

        Assert.True((await lookUp.FindAsync(image, wrong, right)).IsFound);
        Assert.Equal(LookUpReason.Unauthorized, (await lookUp.FindAsync(image, wrong)).Reason);
        Assert.Equal(LookUpReason.RegistryNotListed, (await lookUp.FindAsync(image, another)).Reason);
        Assert.Equal(LookUpReason.RegistryNotListed, (await lookUp.FindAsync(image)).Reason);
    }

    [Fact]
    public async Task A_registry_with_passwords_shows_nothing_to_anybody()
    {
        Tools.Demand();
        using var registry = await DockerRegistry.StartAsync(asksForPassword: true);
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        Assert.Equal(LookUpReason.Unauthorized, (await lookUp.FindAsync($"{registry.Host}/team/web:1")).Reason);
    }

    [Fact]
    public async Task A_certificate_is_trusted_by_the_configured_authorities_alone()
    {
        Tools.Demand();
        var (certificate, root) = TestCertificate.MakeChain();
        using var registry = await DockerRegistry.StartAsync(certificate: certificate);
        await images.Layout.CopyAsync("amd64", $"{registry.Host}/team/web:1");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, root.ExportCertificatePem(), TestContext.Current.CancellationToken);
        var options = LookUps.Plain(registry.Host) with { InsecureHosts = [] };
        using var lookUp = LookUps.New(options with { AuthoritiesFile = file });
        using var lookUpWithout = LookUps.New(options);

        Assert.Equal("serve", (await lookUp.FindAsync($"{registry.Host}/team/web:1")).Command!.Entrypoint[1]);
        var found = await lookUpWithout.FindAsync($"{registry.Host}/team/web:1");
        Assert.Equal(LookUpReason.Untrusted, found.Reason);
        Assert.Equal($"The image \"{registry.Host}/team/web:1\" was looked up, but the certificate of {registry.Host} is not trusted.", found.Sentence);
        File.Delete(file);
    }

    [Fact]
    public async Task A_mirror_is_asked_before_its_registry_and_under_its_own_path()
    {
        using var registry = await ServeAsync();
        await images.Layout.CopyAsync("amd64", $"{registry.Host}/hub/library/web:1");
        var options = LookUps.Plain(registry.Host) with
        {
            AnonymousRegistries = ["docker.io"],
            Mirrors = new Dictionary<string, IReadOnlyList<string>> { ["docker.io"] = [$"{registry.Host}/hub"] },
        };
        using var lookUp = LookUps.New(options);

        Assert.Equal("serve", (await lookUp.FindAsync("web:1")).Command!.Entrypoint[1]);
    }

    private async Task<DockerRegistry> ServeAsync(params string[] tags)
    {
        Tools.Demand();
        var registry = await DockerRegistry.StartAsync();
        foreach (var tag in tags)
            await images.Layout.CopyAsync(tag, $"{registry.Host}/team/web:{tag}");
        return registry;
    }

    public sealed class Images : IAsyncLifetime
    {
        public ImageLayout Layout { get; } = new();

        public async ValueTask InitializeAsync()
        {
            // Each test demands them for itself.
            if (Tools.Find("umoci") is null)
                return;
            string[] entrypoint = ["/bin/app", "serve"], cmd = ["--port", "8080 $(HOME)"];
            await Layout.AddImageAsync("amd64", "linux", "amd64", entrypoint, cmd);
            await Layout.AddImageAsync("arm64", "linux", "arm64", entrypoint, cmd);
            await Layout.AddImageAsync("other", "linux", "arm64", ["/bin/other"], []);
            await Layout.AddImageAsync("windows", "windows", "amd64", ["app.exe"], []);
            Layout.AddIndex("agreeing", ("amd64", "linux", "amd64"), ("arm64", "linux", "arm64"), ("windows", "windows", "amd64"));
            Layout.AddIndex("differing", ("amd64", "linux", "amd64"), ("other", "linux", "arm64"));
            Layout.AddIndex("windows-index", ("windows", "windows", "amd64"));
        }

        public ValueTask DisposeAsync()
        {
            Layout.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
