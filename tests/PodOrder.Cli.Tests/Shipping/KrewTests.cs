using System.Security.Cryptography;
using PodOrder.Webhook.Tests;

namespace PodOrder.Cli.Tests.Shipping;

public sealed class KrewTests
{
    [Fact]
    public async Task A_release_fills_in_the_manifest_of_krew()
    {
        var folder = Directory.CreateTempSubdirectory("podorder-krew-");
        try
        {
            foreach (var arch in (string[])["amd64", "arm64"]) await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"kubectl-podorder_linux_{arch}.tar.gz"), arch);
            var manifest = Path.Combine(folder.FullName, "podorder.yaml");
            await Tools.RunAsync("bash", "-c", $"'{Repository.PathOf("scripts/krew-manifest.sh")}' '{folder.FullName}' >'{manifest}'");

            var text = await File.ReadAllTextAsync(manifest);
            Assert.DoesNotContain('@', text);
            var plugin = Yaml.Read(text);
            Assert.Matches(@"^v\d+\.\d+\.\d+$", (string)plugin["spec"]!["version"]!);
            Assert.InRange(((string)plugin["spec"]!["shortDescription"]!).Length, 1, 60);
            foreach (var platform in plugin["spec"]!["platforms"]!.AsArray())
            {
                var arch = (string)platform!["selector"]!["matchLabels"]!["arch"]!;
                Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(arch))), (string)platform["sha256"]!);
                Assert.EndsWith($"/{plugin["spec"]!["version"]}/kubectl-podorder_linux_{arch}.tar.gz", (string)platform["uri"]!);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
