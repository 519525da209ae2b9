using System.Text;
using System.Text.Json.Nodes;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Registry;

/// <summary>A Pod whose commands are left to its images, from the API server's request to the patch, with a real registry.</summary>
public sealed class LookedUpPodTests(DockerRegistryTests.Images images) : IClassFixture<DockerRegistryTests.Images>
{
    [Fact]
    public async Task What_the_registry_says_of_an_image_is_wrapped_and_escaped()
    {
        Tools.Demand();
        using var registry = await DockerRegistry.StartAsync();
        await images.Layout.CopyAsync("amd64", $"{registry.Host}/team/web:amd64");
        await using var server = await RunningServer.StartAsync(RunningServer.Settings with { Registries = LookUps.Plain(registry.Host) });

        var response = await (await server.AskAsync(Review(Pod($"{registry.Host}/team/web:amd64").ToJsonString()))).ResponseAsync();

        var patch = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String((string)response["patch"]!)))!.AsArray();
        var args = patch.Single(operation => (string?)operation!["path"] == "/spec/containers/1/args")!["value"]!;
        Assert.Equal("""["/bin/app","serve","--port","8080 $$(HOME)"]""", args.ToJsonString());
    }

    [Fact]
    public async Task What_the_registry_does_not_say_is_told_behind_the_refusal()
    {
        Tools.Demand();
        using var registry = await DockerRegistry.StartAsync();
        await using var server = await RunningServer.StartAsync(RunningServer.Settings with { Registries = LookUps.Plain(registry.Host) });

        var response = await (await server.AskAsync(Review(Pod($"{registry.Host}/team/absent:1").ToJsonString()))).ResponseAsync();

        Assert.False((bool?)response["allowed"]);
        Assert.Matches("^the command of container \"web\" is not known.*\\. The image \".*/team/absent:1\" was looked up, but .*\\.$", (string?)response["status"]!["message"]);
    }

    private static JsonObject Pod(string image) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = "looked-up", ["annotations"] = new JsonObject { ["podorder.io/order"] = "job -> web" } },
        ["spec"] = new JsonObject
        {
            ["restartPolicy"] = "Never",
            ["containers"] = new JsonArray(
                new JsonObject { ["name"] = "job", ["image"] = "job", ["command"] = new JsonArray("job") },
                new JsonObject { ["name"] = "web", ["image"] = image }),
        },
    };
}
