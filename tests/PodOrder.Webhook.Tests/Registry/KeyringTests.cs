using System.Text;
using PodOrder.Registry;

namespace PodOrder.Webhook.Tests.Registry;

public sealed class KeyringTests
{
    [Theory]
    [InlineData("registry.example", "registry.example/web")]
    [InlineData("https://registry.example", "registry.example/web")]
    [InlineData("http://registry.example/", "registry.example/web")]
    [InlineData("https://registry.example/v2/", "registry.example/web")]
    [InlineData("https://registry.example/v1/team", "registry.example/team/web")]
    [InlineData("registry.example:5000", "registry.example:5000/web")]
    [InlineData("*.example", "registry.example/web")]
    [InlineData("*gistry.example", "registry.example/web")]
    [InlineData("r*y.*", "registry.example/web")]
    [InlineData("regi[a-t]try.example", "registry.example/web")]
    [InlineData("*.example:5000/team", "registry.example:5000/team/web")]
    [InlineData("registry.example/te", "registry.example/team/web")]
    [InlineData("https://index.docker.io/v1/", "docker.io/library/busybox")]
    [InlineData("index.docker.io", "docker.io/team/web")]
    [InlineData("docker.io", "docker.io/team/web")]
    public void A_credential_is_for_the_images_that_its_key_matches(string key, string name) =>
        Assert.Single(new Keyring([LookUps.Config(key, "me", "s3cret")]).Find(name));

    [Theory]
    [InlineData("registry.example", "elsewhere.example/web")]
    [InlineData("registry.example", "a.registry.example/web")]
    [InlineData("*.example", "a.registry.example/web")]
    [InlineData("*.*.example", "registry.example/web")]
    [InlineData("registry.example", "registry.example:5000/web")]
    [InlineData("registry.example:5000", "registry.example/web")]
    [InlineData("*.example:5000", "registry.example:5001/web")]
    [InlineData("registry.example/team", "registry.example/web")]
    [InlineData("registry.example/*", "registry.example/web")]
    [InlineData("regi[^s]try.example", "registry.example/web")]
    [InlineData("regi[s", "regis/web")]
    [InlineData("https://index.docker.io/v1/", "quay.io/web")]
    [InlineData("*", "registry.example/web")]
    [InlineData("", "registry.example/web")]
    public void And_for_no_others(string key, string name) =>
        Assert.Empty(new Keyring([LookUps.Config(key, "me", "s3cret")]).Find(name));

    [Fact]
    public void All_that_match_are_tried_the_more_specific_ones_first()
    {
        Credential a = new("a", "1"), b = new("b", "2"), c = new("c", "3");
        var keyring = new Keyring([
            LookUps.Config("registry.example", "a", "1"), LookUps.Config("registry.example/team", "b", "2"), LookUps.Config("*.example", "c", "3"),
            LookUps.Config("https://registry.example", "a", "1"),
        ]);

        Assert.Equal([b, a, c], keyring.Find("registry.example/team/web"));
        Assert.Equal([a, c], keyring.Find("registry.example/web"));
    }

    [Theory]
    [InlineData("""{"auths": {"x.example": {"username": "me", "password": "s3cret"}}}""")]
    [InlineData("""{"auths": {"x.example": {"auth": "bWU6czNjcmV0"}}, "HttpHeaders": {"a": "b"}}""")]
    [InlineData("""{"auths": {"x.example": {"username": "not", "password": "these", "email": "x", "auth": "bWU6czNjcmV0"}}}""")]
    public void A_docker_configuration_says_who_one_is(string json) =>
        Assert.Equal([new Credential("me", "s3cret")], new Keyring([DockerConfig.ReadJson(Encoding.UTF8.GetBytes(json))!]).Find("x.example/web"));

    [Theory]
    [InlineData("bWU6czNjcmV0Mg==", "s3cret2")]
    [InlineData("bWU6czNjcmV0Mg", "s3cret2")]
    [InlineData("bWU6YTpi", "a:b")]
    public void The_older_kind_is_read_too_padded_or_not_and_passwords_may_have_colons(string auth, string password) =>
        Assert.Equal([new Credential("me", password)], new Keyring([DockerConfig.ReadLegacy(Encoding.UTF8.GetBytes($$$"""{"x.example": {"auth": "{{{auth}}}"}}"""))!]).Find("x.example/web"));

    [Theory]
    [InlineData("")]
    [InlineData("no")]
    [InlineData("""{"auths": []}""")]
    [InlineData("""{"auths": {"x": {"auth": "***"}}}""")]
    [InlineData("""{"auths": {"x": {"auth": "bWU="}}}""")]
    public void A_malformed_one_is_none(string json) => Assert.Null(DockerConfig.ReadJson(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_document_without_credentials_has_none() => Assert.Empty(DockerConfig.ReadJson("{}"u8)!.Entries);

    [Fact]
    public void No_text_of_a_credential_is_the_secret()
    {
        var config = LookUps.Config("x.example", "me", "s3cret");
        var source = new Source("x.example", "web", config.Entries[0].Value);
        Assert.All((object[])[config, config.Entries[0].Value, source, new Authorization(source.Credential!.Basic, default)], o =>
        {
            Assert.DoesNotContain("s3cret", o.ToString());
            Assert.DoesNotContain("bWU6czNjcmV0", o.ToString());
        });
    }
}
