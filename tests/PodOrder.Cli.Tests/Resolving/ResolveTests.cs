using PodOrder.Cli.Tests.Running;
using PodOrder.Webhook.Tests;
using PodOrder.Webhook.Tests.Registry;

namespace PodOrder.Cli.Tests.Resolving;

/// <summary><c>inject --resolve</c> against a real registry, with the credentials of <c>docker login</c>.</summary>
public sealed class ResolveTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podorder-resolve-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_an_image_runs_is_written_down_and_wrapped()
    {
        Tools.Demand();
        using var registry = await DockerRegistry.StartAsync();
        await PushAsync(registry);

        var run = await ResolveAsync(registry);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("""podorder.io/command: '{"web": ["/entrypoint", "serve"], "migrate": ["/entrypoint"]}'""", run.Output);
        Assert.Contains("    args:\n    - /entrypoint\n    - serve\n", run.Output);
        Assert.Contains("    - /entrypoint\n    - --all\n", run.Output);
    }

    [Fact]
    public async Task A_private_registry_is_shown_what_the_file_of_docker_login_holds()
    {
        Tools.Demand();
        using var registry = await DockerRegistry.StartAsync(asksForPassword: true);
        await PushAsync(registry, "--dest-creds", $"{DockerRegistry.User}:{DockerRegistry.Password}");
        var auth = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{DockerRegistry.User}:{DockerRegistry.Password}"));

        Configure($$"""{"auths": {"{{registry.Host}}": {"auth": "{{auth}}"} } }""");
        Assert.Contains("podorder.io/command", (await ResolveAsync(registry)).Output);

        Configure("{}");
        var refused = await ResolveAsync(registry);
        Assert.Contains("the command of container \"web\" was not found. The image ", refused.Error);
        Assert.DoesNotContain(DockerRegistry.Password, refused.Error + refused.Output);
    }

    [Theory]
    [InlineData("""{"credsStore": "fake"}""")]
    [InlineData("""{"credHelpers": {"HOST": "fake"} }""")]
    public async Task A_credential_helper_is_asked_as_docker_asks_it(string config)
    {
        Tools.Demand();
        using var registry = await DockerRegistry.StartAsync(asksForPassword: true);
        await PushAsync(registry, "--dest-creds", $"{DockerRegistry.User}:{DockerRegistry.Password}");
        var helper = Path.Combine(_folder.FullName, "docker-credential-fake");
        await File.WriteAllTextAsync(helper, $$"""
            #!/bin/sh
            [ "$1" = get ] && [ "$(cat)" = "{{registry.Host}}" ] && echo '{"ServerURL": "{{registry.Host}}", "Username": "{{DockerRegistry.User}}", "Secret": "{{DockerRegistry.Password}}"}'
            """);
        File.SetUnixFileMode(helper, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        Configure(config.Replace("HOST", registry.Host));

        Assert.Contains("podorder.io/command", (await ResolveAsync(registry)).Output);
    }

    [Fact]
    public async Task Without_a_helper_and_without_an_image_the_answer_is_a_sentence()
    {
        Tools.Demand();
        using var registry = await DockerRegistry.StartAsync();
        Configure("""{"credsStore": "nowhere-to-be-found"}""");

        var run = await ResolveAsync(registry);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"warning: Pod/shop: the command of container \"web\" was not found. The image \"{registry.Host}/shop:1\" was looked up, but ", run.Error);
        Assert.Contains("error: Pod/shop: the command of container \"migrate\" is not known", run.Error);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task A_broken_file_of_docker_login_is_told()
    {
        Configure("{");
        var run = await CliProcess.RunAsync(["inject", "-f", "examples/tutorial.yaml", "--resolve"], environment: Environment());
        Assert.Equal((2, $"{_folder.FullName}/config.json: this is no JSON (line 1); docker login writes it anew\n"), (run.ExitCode, run.Error));
    }

    private static async Task PushAsync(DockerRegistry registry, params string[] flags)
    {
        using var layout = new ImageLayout();
        await layout.AddImageAsync("shop", "linux", "amd64", ["/entrypoint"], ["serve"]);
        await layout.CopyAsync("shop", $"{registry.Host}/shop:1", flags);
    }

    private async Task<CliRun> ResolveAsync(DockerRegistry registry) => await CliProcess.RunAsync(["inject", "-f", "-", "--resolve", "--quiet"], input: $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: shop
          annotations:
            podorder.io/order: migrate:succeeded -> web
        spec:
          restartPolicy: Never
          containers:
          - name: web
            image: {{registry.Host}}/shop:1
          - name: migrate
            image: {{registry.Host}}/shop:1
            args:
            - --all

        """, environment: Environment());

    private void Configure(string json) => File.WriteAllText(Path.Combine(_folder.FullName, "config.json"), json);

    private Dictionary<string, string> Environment() => new()
    {
        ["DOCKER_CONFIG"] = _folder.FullName,
        ["PATH"] = $"{_folder.FullName}:{System.Environment.GetEnvironmentVariable("PATH")}",
    };
}
