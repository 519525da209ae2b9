using PodOrder.Registry;

namespace PodOrder.Webhook.Tests.Registry;

public sealed class RegistryOptionsTests
{
    [Theory]
    [InlineData("https://registry.example")]
    [InlineData("registry.example/team")]
    [InlineData("")]
    public void A_registry_is_a_host(string host)
    {
        foreach (var options in (RegistryOptions[])[new() { AnonymousRegistries = [host] }, new() { InsecureHosts = [host] }, new() { PrivateHosts = [host] }])
            Assert.Equal($"'{host}' is no registry: give a host, or host:port, such as registry.example:5000.", Complaint(options));
    }

    [Theory]
    [InlineData("https://mirror.example")]
    [InlineData("mirror.example/")]
    [InlineData("mirror.example/Hub")]
    public void A_mirror_is_a_host_with_or_without_a_path(string mirror) =>
        Assert.StartsWith($"'{mirror}' is no mirror: ", Complaint(new() { Mirrors = new Dictionary<string, IReadOnlyList<string>> { ["docker.io"] = [mirror] } }));

    [Fact]
    public void Authorities_are_in_a_file()
    {
        Assert.StartsWith("/nowhere/ca.pem is no PEM file of the authorities of registries: ", Complaint(new() { AuthoritiesFile = "/nowhere/ca.pem" }));
        Assert.StartsWith("/dev/null is no PEM file", Complaint(new() { AuthoritiesFile = "/dev/null" }));
    }

    [Fact]
    public async Task A_registry_that_is_not_listed_is_not_asked_and_the_list_may_be_empty()
    {
        using var lookUp = LookUps.New(new RegistryOptions { AnonymousRegistries = [] });

        var found = await lookUp.FindAsync("busybox");

        Assert.Equal(LookUpReason.RegistryNotListed, found.Reason);
        Assert.Equal("The image \"docker.io/library/busybox:latest\" was not looked up: docker.io is not among the registries that PodOrder asks.", found.Sentence);
    }

    [Fact]
    public async Task What_is_no_reference_is_not_looked_up()
    {
        using var lookUp = LookUps.New(new RegistryOptions());
        Assert.Equal(LookUpReason.InvalidReference, (await lookUp.FindAsync("Busy Box")).Reason);
    }

    private static string Complaint(RegistryOptions options) => Assert.Throws<ArgumentException>(() => LookUps.New(options)).Message;
}
