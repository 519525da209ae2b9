using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PodOrder.Webhook.Tests;

public sealed class ProcessTests
{
    private const string Secret = "hunter2";

    [Theory]
    [InlineData(ServerProcess.Built)]
    [InlineData(ServerProcess.Published)]
    public async Task It_serves_logs_one_JSON_line_a_review_without_the_Pod_and_ends_with_0_on_SIGTERM(string kind)
    {
        var (server, client) = await ServerProcess.ServeAsync(ServerProcess.Executable(kind), "--drain-delay=200ms", "--gate-image=registry.example/gate:1");
        using var _ = server;

        var good = await AskAsync(client, "db:started -> web");
        var bad = await AskAsync(client, $"db:{Secret} -> web");
        var broken = await client.PostAsync("/mutate", new StringContent("{\"" + Secret, Encoding.UTF8, "application/json"));
        server.Terminate();
        await server.LogAsync("Stopped");
        await server.Process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.NotNull((await good.ResponseAsync())["patch"]);
        Assert.False((bool?)(await bad.ResponseAsync())["allowed"]);
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        Assert.Equal(0, server.Process.ExitCode);
        Assert.Equal(["CertificateMade", "Serving", "Allowed", "Refused", "Rejected", "Draining", "Stopped"], server.Lines.Select(line => (string?)line["event"]));
        Assert.All(server.Lines, line => Assert.DoesNotContain(Secret, line.ToJsonString()));
        var allowed = server.Lines[2];
        Assert.Equal(("Injected", "shop", "web"), ((string?)allowed["outcome"], (string?)allowed["namespace"], (string?)allowed["name"]));
        Assert.Equal("Condition", (string?)server.Lines[3]["reason"]);
        Assert.Equal("Json", (string?)server.Lines[4]["reason"]);
    }

    [Theory]
    [InlineData("--port=99999", "--port, like the environment variable PORT, is a number from 1 to 65535, or 0 for any free port.")]
    [InlineData("--metrics-port=-1", "--metrics-port is a number from 1 to 65535, or 0 for no metrics.")]
    [InlineData("--tls-cert=/tls/tls.crt", "--tls-cert and --tls-key have to be given together.")]
    [InlineData("--drain-delay=7", "--drain-delay is a duration such as 5s or 1m, at most 5m, not '7'.")]
    [InlineData("--tls-secret=podorder-webhook-ca", "--tls-secret needs --tls-dns-name, the name that the API server calls this server by, and the other way round.")]
    [InlineData("--tls-secret=a --tls-dns-name=https://x", "--tls-dns-name is a name such as podorder-webhook.podorder-system.svc, or an address, not 'https://x'.")]
    [InlineData("--tls-secret=a --tls-dns-name=x --tls-cert=a --tls-key=b", "--tls-secret and --tls-cert exclude each other: the certificate comes from one place.")]
    [InlineData("--policies", "The flags ask for the API server, and nothing says where it is: this is no Pod with a ServiceAccount token (automountServiceAccountToken: true); outside of a cluster give --kubeconfig.")]
    [InlineData("--policy-namespace-selector=team in shop", "--policy-namespace-selector: \"team in shop\" is no condition on a label such as team=shop, tier in (web, api) or !legacy.")]
    [InlineData("--drain-delay=6m", "--drain-delay is a duration such as 5s or 1m, at most 5m, not '6m'.")]
    public async Task A_wrong_flag_ends_it_with_a_sentence(string flags, string sentence)
    {
        using var process = ServerProcess.Start(ServerProcess.Executable(ServerProcess.Built), [.. flags.Split(" --").Select((flag, place) => place == 0 ? flag : "--" + flag)]);

        Assert.Equal(sentence, (await process.StandardError.ReadToEndAsync()).Trim());
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
    }

    [Fact]
    public async Task A_certificate_that_is_not_there_ends_it_with_a_sentence()
    {
        using var process = ServerProcess.Start(ServerProcess.Executable(ServerProcess.Built), "--tls-cert=/nowhere/tls.crt", "--tls-key=/nowhere/tls.key");

        Assert.StartsWith("/nowhere/tls.crt cannot be read: ", await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
    }

    [Theory]
    [InlineData("/nowhere/kubeconfig", null, "--kubeconfig={0} is of no use: ")]
    [InlineData(null, "clusters: [", "--kubeconfig={0} is of no use: ")]
    [InlineData(null, "apiVersion: v1\nkind: Config\ncurrent-context: gone\ncontexts: []\n", "--kubeconfig={0} is of no use: CurrentContext: gone not found in contexts in kubeconfig")]
    public async Task A_kubeconfig_that_is_of_no_use_ends_it_with_a_sentence(string? path, string? content, string sentence)
    {
        using var folder = new CertificateFolder();
        path ??= folder.Paths.Certificate;
        if (content is not null)
            await File.WriteAllTextAsync(path, content);
        using var process = ServerProcess.Start(ServerProcess.Executable(ServerProcess.Built), "--policies", "--kubeconfig=" + path);

        Assert.StartsWith(string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, path), await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_it_with_a_sentence()
    {
        using var taken = new TcpListener(IPAddress.IPv6Any, 0) { Server = { DualMode = true } };
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var process = ServerProcess.Start(ServerProcess.Executable(ServerProcess.Built), $"--port={port}", "--metrics-port=0");

        Assert.Equal($"Failed to bind to address https://[::]:{port}: address already in use.", (await process.StandardError.ReadToEndAsync()).Trim());
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
    }

    [Theory]
    [InlineData(ServerProcess.Built)]
    [InlineData(ServerProcess.Published)]
    public async Task It_goes_on_serving_when_nobody_reads_its_log_any_more(string kind)
    {
        var (server, client) = await ServerProcess.ServeAsync(ServerProcess.Executable(kind), "--drain-delay=0s");
        using var _ = server;

        server.Process.StandardOutput.Dispose();
        for (var i = 0; i < 200; i++)
            Assert.NotNull((await (await AskAsync(client, "db:started -> web")).ResponseAsync())["patch"]);
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, string order)
    {
        var pod = JsonNode.Parse("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"db","image":"db:1","command":["db"]},{"name":"web","image":"web:1","command":["web"]}]}}""")!;
        pod["metadata"]!["annotations"] = new JsonObject { ["podorder.io/order"] = order };
        pod["spec"]!["containers"]![0]!["env"] = new JsonArray(new JsonObject { ["name"] = "PASSWORD", ["value"] = Secret });
        return client.PostAsync("/mutate?timeout=5s", new StringContent(Reviews.Review(pod.ToJsonString()).ToJsonString(), Encoding.UTF8, "application/json"));
    }
}
