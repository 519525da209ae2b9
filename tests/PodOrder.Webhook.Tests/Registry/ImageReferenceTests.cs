using PodOrder.Registry;

namespace PodOrder.Webhook.Tests.Registry;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Theory]
    [InlineData("busybox", "docker.io", "library/busybox", "latest")]
    [InlineData("busybox:1.36", "docker.io", "library/busybox", "1.36")]
    [InlineData("team/web", "docker.io", "team/web", "latest")]
    [InlineData("docker.io/busybox", "docker.io", "library/busybox", "latest")]
    [InlineData("index.docker.io/team/web:1", "docker.io", "team/web", "1")]
    [InlineData("localhost/web", "localhost", "web", "latest")]
    [InlineData("Local/web", "Local", "web", "latest")]
    [InlineData("host:5000", "docker.io", "library/host", "5000")]
    [InlineData("host:5000/web", "host:5000", "web", "latest")]
    [InlineData("registry.example:5000/a/b__c/d-e.f:V_1.2-x", "registry.example:5000", "a/b__c/d-e.f", "V_1.2-x")]
    [InlineData("[2001:db8::1]:5000/web:1", "[2001:db8::1]:5000", "web", "1")]
    public void A_name_is_read_with_the_defaults_of_container_runtimes(string text, string registry, string repository, string tag)
    {
        Assert.Equal(new ImageReference(registry, repository, tag, null), ImageReference.Parse(text));
        Assert.Equal($"{registry}/{repository}:{tag}", ImageReference.Parse(text)!.ToString());
    }

    [Theory]
    [InlineData("busybox@" + Digest, null)]
    [InlineData("busybox:1@" + Digest, "1")]
    public void A_digest_may_stand_with_and_without_a_tag(string text, string? tag)
    {
        var reference = ImageReference.Parse(text)!;
        Assert.Equal(ContentDigest.Parse(Digest), reference.Digest);
        Assert.Equal(tag, reference.Tag);
        Assert.Equal("docker.io/library/" + text, reference.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" busybox")]
    [InlineData("busybox\n")]
    [InlineData("Busybox")]
    [InlineData("team/Web")]
    [InlineData("busybox:")]
    [InlineData("busybox:-1")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a___b")]
    [InlineData("a._b")]
    [InlineData("-a.example/b")]
    [InlineData("host:port/b")]
    [InlineData("host:99999/b")]
    [InlineData("user@host.example/b")]
    [InlineData("https://host.example/b")]
    [InlineData("busybox@sha256:abc")]
    [InlineData("busybox@md5:ba7816bf8f01cfea414140de5dae2223")]
    [InlineData("busybox@" + Digest + "@" + Digest)]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("a/../b")]
    [InlineData("a/b?c=d")]
    [InlineData("a/b%2fc")]
    public void What_is_no_reference_is_none(string text) => Assert.Null(ImageReference.Parse(text));

    [Fact]
    public void Names_have_a_length()
    {
        Assert.NotNull(ImageReference.Parse($"x.example/{new string('a', 255)}:{new string('t', 128)}"));
        Assert.Null(ImageReference.Parse($"x.example/{new string('a', 256)}"));
        Assert.Null(ImageReference.Parse($"a:{new string('t', 129)}"));
        Assert.Null(ImageReference.Parse(new string('a', 7 << 20)));
    }

    [Fact]
    public void A_digest_names_its_content_and_no_other()
    {
        Assert.True(ContentDigest.Parse(Digest)!.Names("abc"u8));
        Assert.False(ContentDigest.Parse(Digest)!.Names("abd"u8));
        Assert.True(ContentDigest.Parse("sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")!.Names("abc"u8));
    }
}
