using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Tests.Cluster;
using static PodOrder.Webhook.Tests.Cluster.Installation;

namespace PodOrder.Webhook.Tests.WebhookConfigurations;

public sealed class ConfigurationKeeperTests : IAsyncLifetime
{
    private const string Policy = "/apis/podorder.io/v1alpha1/podorderpolicies/first";
    private static readonly ClusterSettings _policies = new() { Policies = true };
    private readonly CertificateFolder _files = new();
    private Installation _installation = null!;

    public async ValueTask InitializeAsync()
    {
        _installation = await PrepareAsync();
        _installation.MakeEmptySecret();
        _files.Write(TestCertificate.Make("files"));
    }

    public async ValueTask DisposeAsync()
    {
        await _installation.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task A_caBundle_that_somebody_wipes_or_replaces_is_put_back_and_nothing_else_is_touched()
    {
        var wanted = await BundleOfAsync(await _installation.StartReadyAsync());
        await _installation.StartReadyAsync();

        foreach (var path in (string[])[Mutating, Validating, Mutating])
        {
            var edited = _installation.Api.Objects.Get(path)!;
            edited["webhooks"]![0]!["clientConfig"]!.AsObject().Remove("caBundle");
            edited["webhooks"]![1]!["clientConfig"]!["caBundle"] = "Zm9yZWlnbg==";
            edited["webhooks"]![1]!["timeoutSeconds"] = 7;
            _installation.Api.Objects.Update(path, edited);

            await Eventually.HoldsAsync(() => _installation.Bundle() == wanted);
            Assert.Equal(7, (int)_installation.Api.Objects.Get(path)!["webhooks"]![1]!["timeoutSeconds"]!);
        }
    }

    [Fact]
    public async Task Somebody_who_wipes_it_again_and_again_is_not_outrun()
    {
        await BundleOfAsync(await _installation.StartReadyAsync());
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        var before = Patches();

        while (!stop.IsCancellationRequested)
        {
            var edited = _installation.Api.Objects.Get(Mutating)!;
            edited["webhooks"]![0]!["clientConfig"]!["caBundle"] = "Zm9yZWlnbg==";
            _installation.Api.Objects.Patch(Mutating, ApiClient.MergePatch, new JsonObject { ["webhooks"] = edited["webhooks"]!.DeepClone() }.ToJsonString());
            await Task.Delay(5);
        }

        Assert.InRange(Patches() - before, 1, 12);
        await Eventually.HoldsAsync(() => _installation.Bundle(Mutating) == _installation.Kept("ca.crt"));
    }

    [Fact]
    public async Task The_entry_for_policies_is_there_while_a_policy_is_and_calls_who_is_called_for_hints()
    {
        var replica = await _installation.StartAsync(_policies with { PolicyFailurePolicy = "Fail", PolicyNamespaceSelector = "team=shop,tier in (web, api),!legacy" });
        await ReadyAsync(replica);
        Assert.Null(Entry());

        MakePolicy();
        await Eventually.HoldsAsync(() => Entry() is not null);

        var template = _installation.Api.Objects.Get(Mutating)!["webhooks"]![0]!;
        Assert.Equal(template["clientConfig"]!.ToJsonString(), Entry()!["clientConfig"]!.ToJsonString());
        Assert.Equal(template["rules"]!.ToJsonString(), Entry()!["rules"]!.ToJsonString());
        Assert.Equal("Fail", (string?)Entry()!["failurePolicy"]);
        Assert.Equal(
            "!(has(object.metadata.annotations) && object.metadata.annotations.exists(key, key.startsWith('podorder.io/') && key != 'podorder.io/status'))",
            (string?)Entry()!["matchConditions"]![0]!["expression"]);
        Assert.Contains("kubernetes.io/config.mirror", (string?)Entry()!["matchConditions"]![1]!["expression"]);
        Assert.Equal(
            """
            [{"key":"kubernetes.io/metadata.name","operator":"NotIn","values":["kube-system","kube-node-lease","cert-manager","podorder-system"]},{"key":"team","operator":"In","values":["shop"]},{"key":"tier","operator":"In","values":["web","api"]},{"key":"legacy","operator":"DoesNotExist"}]
            """,
            Entry()!["namespaceSelector"]!["matchExpressions"]!.ToJsonString());

        RemovePolicy();
        await Eventually.HoldsAsync(() => Entry() is null);
        Assert.Equal(2, _installation.Api.Objects.Get(Mutating)!["webhooks"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_entry_follows_the_address_of_its_template_and_what_the_API_server_adds_is_no_difference()
    {
        var replica = await _installation.StartAsync(_policies);
        MakePolicy();
        await Eventually.HoldsAsync(() => Entry() is not null);

        Edit(webhooks => webhooks[2]!["matchPolicy"] = "Equivalent");
        Edit(webhooks => webhooks[0]!["clientConfig"] = new JsonObject { ["url"] = "https://podorder.example/mutate" });
        await Eventually.HoldsAsync(() => (string?)Entry()!["clientConfig"]!["url"] == "https://podorder.example/mutate");
        Edit(webhooks => webhooks[2]!["matchPolicy"] = "Equivalent");
        await Task.Delay(300);
        var patches = Patches();
        await Task.Delay(1500);

        Assert.Equal(patches, Patches());
        Assert.Equal("Equivalent", (string?)Entry()!["matchPolicy"]);
    }

    [Fact]
    public async Task Replicas_that_learn_of_a_policy_together_add_one_entry()
    {
        var replicas = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _installation.StartAsync(_policies)));
        foreach (var replica in replicas)
            await ReadyAsync(replica);

        for (var round = 0; round < 5; round++)
        {
            MakePolicy();
            await Eventually.HoldsAsync(() => Entry() is not null);
            Assert.Equal(3, _installation.Api.Objects.Get(Mutating)!["webhooks"]!.AsArray().Count);
            RemovePolicy();
            await Eventually.HoldsAsync(() => Entry() is null);
        }
    }

    [Fact]
    public async Task With_a_certificate_from_elsewhere_the_caBundles_are_left_alone_and_the_entry_copies_them()
    {
        Edit(webhooks => webhooks[0]!["clientConfig"]!["caBundle"] = "Y2VydC1tYW5hZ2Vy");
        var replica = await _installation.StartAsync(_policies, _files.Paths);
        await ReadyAsync(replica);

        MakePolicy();
        await Eventually.HoldsAsync(() => (string?)Entry()?["clientConfig"]!["caBundle"] == "Y2VydC1tYW5hZ2Vy");

        Assert.Null(_installation.Api.Objects.Get(Mutating)!["webhooks"]![1]!["clientConfig"]!["caBundle"]);
        Assert.DoesNotContain(_installation.Api.Requests, request => request.Contains("validating", StringComparison.Ordinal) || request.Contains("secrets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_entry_of_an_installation_that_served_policies_goes_when_they_are_no_longer_served()
    {
        Edit(webhooks => webhooks.Add((JsonNode)new JsonObject { ["name"] = "policy.podorder.io", ["clientConfig"] = new JsonObject() }));

        await _installation.StartReadyAsync();

        await Eventually.HoldsAsync(() => Entry() is null);
    }

    [Fact]
    public async Task An_entry_that_the_API_server_refuses_does_not_keep_the_caBundles_from_being_written()
    {
        _installation.Api.Instead = async context =>
        {
            if (context.Request.Method != "PATCH" || context.Request.Path.Value != Mutating)
                return false;
            context.Request.EnableBuffering();
            var patch = await new StreamReader(context.Request.Body, leaveOpen: true).ReadToEndAsync();
            context.Request.Body.Position = 0;
            return patch.Contains("policy.podorder.io", StringComparison.Ordinal) && await FakeApiServer.RefuseAsync(context, 422, "Invalid", "webhooks[2].namespaceSelector is no good");
        };
        var replica = await _installation.StartAsync(_policies);
        MakePolicy();

        await ReadyAsync(replica);
        await SaysAsync(replica, "The webhook configurations are not kept: MutatingWebhookConfiguration/podorder cannot be patched, the API server answers 422 Invalid: webhooks[2].namespaceSelector is no good.");
        Assert.Equal(_installation.Kept("ca.crt"), _installation.Bundle());
    }

    [Fact]
    public async Task A_configuration_that_is_not_there_is_waited_for_and_never_made()
    {
        var mutating = _installation.Api.Objects.Delete(Mutating);
        var replica = await _installation.StartAsync();

        await SaysAsync(replica, "The caBundle of the webhook configurations is not known to be ours yet: MutatingWebhookConfiguration/podorder is not there; PodOrder patches it, and never makes it.");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await replica.Client.GetAsync("/readyz")).StatusCode);
        Assert.Null(_installation.Api.Objects.Get(Mutating));
        _installation.Api.Objects.Create(Mutating, mutating);
        await ReadyAsync(replica);

        _installation.Api.Objects.Delete(Mutating);
        await SaysAsync(replica, "The webhook configurations are not kept: MutatingWebhookConfiguration/podorder is not there");
        Assert.Equal(HttpStatusCode.OK, (await replica.Client.GetAsync("/readyz")).StatusCode);
        Assert.Null(_installation.Api.Objects.Get(Mutating));
    }

    [Theory]
    [InlineData("29", "Kubernetes 1.29 is older than 1.30, which PodOrder is made for: upgrade the cluster, or uninstall PodOrder.")]
    [InlineData("30+", null)]
    [InlineData("34", null)]
    public async Task A_cluster_that_is_too_old_is_told_of_and_served(string minor, string? sentence)
    {
        _installation.Api.Objects.Update("/version", new JsonObject { ["major"] = "1", ["minor"] = minor, ["metadata"] = new JsonObject() });
        var replica = await _installation.StartReadyAsync();

        if (sentence is not null)
            await SaysAsync(replica, sentence);
        else
            Assert.Matches("^ok, the certificate expires at [^.]*$", await SaidAsync(replica));
    }

    private void MakePolicy() => _installation.Api.Objects.Create(Policy, new JsonObject
    {
        ["apiVersion"] = "podorder.io/v1alpha1",
        ["kind"] = "PodOrderPolicy",
        ["metadata"] = new JsonObject { ["name"] = "first" },
        ["spec"] = JsonNode.Parse("""{"rules":[{"containers":["*"],"after":[{"name":"proxy","condition":"ready"}]}]}"""),
    });

    private void RemovePolicy() => _installation.Api.Objects.Delete(Policy);

    private JsonNode? Entry() => _installation.Api.Objects.Get(Mutating)!["webhooks"]!.AsArray().FirstOrDefault(entry => (string?)entry!["name"] == "policy.podorder.io");

    private int Patches() => _installation.Api.Requests.Count(request => request.StartsWith("PATCH", StringComparison.Ordinal));

    private void Edit(Action<JsonArray> edit)
    {
        var edited = _installation.Api.Objects.Get(Mutating)!;
        edit(edited["webhooks"]!.AsArray());
        _installation.Api.Objects.Patch(Mutating, ApiClient.MergePatch, new JsonObject { ["webhooks"] = edited["webhooks"]!.DeepClone() }.ToJsonString());
    }

    private async Task<string> BundleOfAsync(RunningServer replica)
    {
        await ReadyAsync(replica);
        Assert.Equal(_installation.Kept("ca.crt"), _installation.Bundle());
        return _installation.Bundle();
    }
}
