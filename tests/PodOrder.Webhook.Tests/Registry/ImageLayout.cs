using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PodOrder.Webhook.Tests.Registry;

/// <summary>Images in an OCI layout: made by umoci, put into indexes by hand, carried to a registry by skopeo.</summary>
public sealed class ImageLayout : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podorder-images-");

    private string Layout => Path.Combine(_folder.FullName, "layout");

    public async Task AddImageAsync(string tag, string os, string architecture, string[] entrypoint, string[] cmd)
    {
        if (!Directory.Exists(Layout))
            await Tools.RunAsync("umoci", "init", "--layout", Layout);
        await Tools.RunAsync("umoci", "new", "--image", $"{Layout}:{tag}");
        await Tools.RunAsync("umoci", ["config", "--image", $"{Layout}:{tag}", "--os", os, "--architecture", architecture,
            .. entrypoint.SelectMany(e => (string[])["--config.entrypoint", e]), .. cmd.SelectMany(c => (string[])["--config.cmd", c])]);
    }

    /// <summary>Puts images into an index, in the media types of OCI or of Docker.</summary>
    public void AddIndex(string tag, params (string Tag, string Os, string Architecture)[] images)
    {
        var manifests = new JsonArray();
        foreach (var (image, os, architecture) in images)
        {
            var descriptor = Find(image);
            descriptor.Remove("annotations");
            descriptor["platform"] = new JsonObject { ["os"] = os, ["architecture"] = architecture };
            manifests.Add((JsonNode)descriptor);
        }
        var type = "application/vnd.oci.image.index.v1+json";
        var index = Encoding.UTF8.GetBytes(new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = type, ["manifests"] = manifests }.ToJsonString());
        var hex = Convert.ToHexStringLower(SHA256.HashData(index));
        File.WriteAllBytes(Path.Combine(Layout, "blobs/sha256", hex), index);
        var top = Top();
        top["manifests"]!.AsArray().Add((JsonNode)new JsonObject
        {
            ["mediaType"] = type,
            ["digest"] = "sha256:" + hex,
            ["size"] = index.Length,
            ["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = tag },
        });
        File.WriteAllText(Path.Combine(Layout, "index.json"), top.ToJsonString());
    }

    /// <summary>The digest that a tag has in the layout.</summary>
    public string Digest(string tag) => (string)Find(tag)["digest"]!;

    public Task CopyAsync(string tag, string destination, params string[] flags) =>
        Tools.RunAsync("skopeo", ["--insecure-policy", "copy", "--quiet", "--all", "--dest-tls-verify=false", .. flags, $"oci:{Layout}:{tag}", $"docker://{destination}"]);

    public void Dispose() => _folder.Delete(recursive: true);

    private JsonObject Top() => JsonNode.Parse(File.ReadAllText(Path.Combine(Layout, "index.json")))!.AsObject();

    private JsonObject Find(string tag) => Top()["manifests"]!.AsArray()
        .Single(m => (string?)m!["annotations"]!["org.opencontainers.image.ref.name"] == tag)!.DeepClone().AsObject();
}
