using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PodOrder.Webhook.Cluster;
using PodOrder.Registry;
using PodOrder.Webhook.Registry;
using PodOrder.Webhook.Tests.Cluster;

namespace PodOrder.Webhook.Tests.Registry;

public sealed class PullSecretTests : IAsyncLifetime
{
    private const string Secrets = "/api/v1/namespaces/shop/secrets";

    private readonly HeldTime _time = new();
    private FakeApiServer _cluster = null!;
    private ApiClient _api = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeApiServer.StartAsync();
        _api = _cluster.Client();
    }

    public ValueTask DisposeAsync()
    {
        _api.Dispose();
        return _cluster.DisposeAsync();
    }

    [Theory]
    [InlineData("kubernetes.io/dockerconfigjson", ".dockerconfigjson", """{"auths":{"x.example":{"username":"me","password":"s3cret"}}}""")]
    [InlineData("kubernetes.io/dockercfg", ".dockercfg", """{"x.example":{"username":"me","password":"s3cret"}}""")]
    public async Task Both_kinds_of_Secret_are_read(string type, string key, string content)
    {
        Put("pull", type, key, content);

        var found = await OfAsync("pull");

        Assert.Null(found.Trouble);
        Assert.Equal([new Credential("me", "s3cret")], new Keyring(found.Configs).Find("x.example/web"));
    }

    [Fact]
    public async Task Those_that_cannot_be_read_are_left_out_and_the_first_is_told()
    {
        Put("opaque", "Opaque", ".dockerconfigjson", """{"auths":{"x.example":{"username":"me","password":"s3cret"}}}""");
        Put("broken", "kubernetes.io/dockerconfigjson", ".dockerconfigjson", "s3cret");
        Put("good", "kubernetes.io/dockerconfigjson", ".dockerconfigjson", """{"auths":{"x.example":{"username":"me","password":"s3cret"}}}""");

        Assert.Equal("The Secret \"absent\" of its imagePullSecrets was not read: there is none of that name.", (await OfAsync("absent", "good")).Trouble);
        Assert.Equal("The Secret \"opaque\" of its imagePullSecrets was not read: it holds no registry credentials.", (await OfAsync("good", "opaque")).Trouble);
        Assert.Equal("The Secret \"broken\" of its imagePullSecrets was not read: it holds no registry credentials.", (await OfAsync("broken")).Trouble);
        Assert.Single((await OfAsync("absent", "opaque", "broken", "good")).Configs);
    }

    [Theory]
    [InlineData("../../../shop/configmaps/x")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("a%2fb")]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("..")]
    public async Task A_name_that_is_none_is_never_asked_for(string name)
    {
        Assert.EndsWith("was not read: that is no name of a Secret.", (await OfAsync(name)).Trouble);
        Assert.Empty(_cluster.Requests);
    }

    [Fact]
    public async Task A_namespace_that_is_no_name_has_no_Secrets()
    {
        Assert.Same(PodCredentials.None, await New().OfAsync("shop/secrets/x?", Pod("pull"), default));
        Assert.Empty(_cluster.Requests);
    }

    [Fact]
    public async Task Many_Pods_read_a_Secret_once_and_it_is_read_again_soon()
    {
        Put("pull", "kubernetes.io/dockerconfigjson", ".dockerconfigjson", "{}");
        var secrets = New();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => secrets.OfAsync("shop", Pod("pull"), default)));
        Assert.Single(_cluster.Requests);
        _time.Pass(TimeSpan.FromSeconds(11));
        await secrets.OfAsync("shop", Pod("pull"), default);
        Assert.Equal(2, _cluster.Requests.Count);
    }

    [Fact]
    public async Task A_Secret_is_known_to_its_own_namespace_alone()
    {
        Put("pull", "kubernetes.io/dockerconfigjson", ".dockerconfigjson", """{"auths":{"x.example":{"username":"me","password":"s3cret"}}}""");
        var secrets = New();

        Assert.Single((await secrets.OfAsync("shop", Pod("pull"), default)).Configs);
        Assert.Empty((await secrets.OfAsync("elsewhere", Pod("pull"), default)).Configs);
    }

    [Fact]
    public async Task A_right_that_is_not_granted_and_an_API_server_that_is_away_are_told()
    {
        _cluster.Instead = context => FakeApiServer.RefuseAsync(context, 403, "Forbidden", "secrets \"s3cret\" is forbidden");
        Assert.Equal("The Secret \"pull\" of its imagePullSecrets was not read: the API server answers 403 Forbidden.", (await OfAsync("pull")).Trouble);

        await _cluster.DownAsync();
        Assert.Equal("The Secret \"pull\" of its imagePullSecrets was not read: the API server has not answered.", (await OfAsync("pull")).Trouble);
    }

    [Fact]
    public async Task An_API_server_that_hangs_is_not_waited_for_beyond_the_budget()
    {
        _cluster.Instead = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        using var budget = new CancellationTokenSource(100);

        Assert.Equal("The Secret \"pull\" of its imagePullSecrets was not read: the API server has not answered in time.", (await New().OfAsync("shop", Pod("pull"), budget.Token)).Trouble);
    }

    [Fact]
    public async Task Of_a_Pod_with_hundreds_of_names_sixteen_are_read()
    {
        await OfAsync([.. Enumerable.Range(0, 300).Select(i => $"s{i}")]);

        Assert.Equal(16, _cluster.Requests.Count);
    }

    private Task<PodCredentials> OfAsync(params string[] names) => New().OfAsync("shop", Pod(names), TestContext.Current.CancellationToken);

    private PullSecrets New() => new(_api, new RegistryOptions(), _time, NullLogger<PullSecrets>.Instance);

    private void Put(string name, string type, string key, string content) => _cluster.Objects.Create($"{Secrets}/{name}", new JsonObject
    {
        ["type"] = type, ["data"] = new JsonObject { [key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(content)) },
    });

    private static JsonElement Pod(params string[] names) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["spec"] = new JsonObject { ["imagePullSecrets"] = new JsonArray([.. names.Select(name => new JsonObject { ["name"] = name })]) },
    });
}
