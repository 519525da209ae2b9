using System.Text;

namespace PodOrder.E2E.Cluster;

/// <summary>Follows Pods by <c>kubectl get --watch</c>.</summary>
internal static class Watch
{
    public static async Task<PodView> UntilAsync(string inNamespace, string[] what, Func<PodView, bool> holds, int seconds)
    {
        using var process = Commands.Start("kubectl", ["--namespace", inNamespace, "get", .. what, "--watch", "--output=json"]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        PodView? last = null;
        try
        {
            while (await NextAsync(process.StandardOutput, limit.Token) is { } pod)
            {
                last = pod;
                if (holds(pod))
                    return pod;
            }
            throw new InvalidOperationException($"kubectl get {string.Join(' ', what)} --watch ended: {await errors}");
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // Whether it is the Pod or the watch that stands still is a difference.
            var now = last is null ? null : new PodView(JsonNode.Parse(await Commands.KubectlAsync("--namespace", inNamespace, "get", "pod", last.Name, "--output=json"))!);
            Assert.Fail($"It did not come to hold of {string.Join(' ', what)} within {seconds} s; last seen: {last?.Summary ?? "nothing"}; "
                + $"asked for now: {now?.Summary}, {now?.Json["status"]?["conditions"]?.ToJsonString()}");
            throw;
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>kubectl writes one indented object after another.</summary>
    private static async Task<PodView?> NextAsync(StreamReader output, CancellationToken stop)
    {
        var text = new StringBuilder();
        while (await output.ReadLineAsync(stop) is { } line)
        {
            text.AppendLine(line);
            if (line == "}")
                return new PodView(JsonNode.Parse(text.ToString())!);
        }
        return null;
    }
}
