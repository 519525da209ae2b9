using System.Diagnostics;
using System.Text;
using System.Text.Json;
using PodOrder.Cli.Cluster;
using PodOrder.Registry;

namespace PodOrder.Cli.Resolving;

/// <summary>The user's own registry credentials: Docker's <c>config.json</c>, what stands in it and what its credential helpers keep.</summary>
internal sealed class DockerCredentials
{
    private const string DockerHub = "docker.io", DockerHubKey = "https://index.docker.io/v1/", IdentityToken = "<token>";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    private readonly JsonElement _config;
    private readonly byte[] _document;

    private DockerCredentials(byte[] document, JsonElement config) => (_document, _config) = (document, config);

    /// <summary>Reads <c>$DOCKER_CONFIG/config.json</c>, else <c>~/.docker/config.json</c>; without a file there are none.</summary>
    /// <exception cref="CommandException">The file is no JSON.</exception>
    public static DockerCredentials Read()
    {
        var folder = Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } given
            ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        var file = Path.Combine(folder, "config.json");
        var document = File.Exists(file) ? File.ReadAllBytes(file) : "{}"u8.ToArray();
        try
        {
            using var json = JsonDocument.Parse(document);
            return new DockerCredentials(document, json.RootElement.Clone());
        }
        catch (JsonException wrong)
        {
            throw new CommandException(ExitCode.Usage, $"{file}: this is no JSON (line {wrong.LineNumber + 1}); docker login writes it anew");
        }
    }

    /// <summary>Those for a registry: a helper's before the file's, as Docker has it.</summary>
    public async Task<IReadOnlyList<DockerConfig>> ForAsync(string registry, CancellationToken cancel)
    {
        var key = registry == DockerHub ? DockerHubKey : registry;
        var helper = _config.At("credHelpers", registry).String() ?? _config.At("credsStore").String();
        var kept = helper is { Length: > 0 } ? await AskAsync(helper, key, cancel) : null;
        return [.. new[] { kept, DockerConfig.ReadJson(_document) }.OfType<DockerConfig>()];
    }

    // The protocol of docker-credential-helpers: the registry on standard input, an object on standard output.
    private static async Task<DockerConfig?> AskAsync(string helper, string key, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(_patience);
        try
        {
            using var process = Process.Start(new ProcessStartInfo($"docker-credential-{helper}", ["get"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            await process.StandardInput.WriteAsync(key.AsMemory(), patience.Token);
            process.StandardInput.Close();
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? ReadAnswer(key, output) : null;
        }
        // No such helper, no entry, or it waits for somebody: the registry is asked with what else there is.
        catch (Exception wrong) when (wrong is System.ComponentModel.Win32Exception or IOException or JsonException || (wrong is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    private static DockerConfig? ReadAnswer(string key, string output)
    {
        using var answer = JsonDocument.Parse(output);
        var (user, secret) = (answer.RootElement.At("Username").String(), answer.RootElement.At("Secret").String());
        // An identity token is exchanged by an OAuth flow that only Docker's own client has.
        if (user is null or IdentityToken || secret is null) return null;
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}"));
        return DockerConfig.ReadJson(Encoding.UTF8.GetBytes($$"""{"auths":{"{{JsonEncodedText.Encode(key)}}":{"auth":"{{auth}}"} } }"""));
    }
}
