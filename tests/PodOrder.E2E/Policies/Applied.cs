namespace PodOrder.E2E.Policies;

/// <summary>A PodOrderPolicy for one namespace, gone when the test is done.</summary>
internal sealed class Applied : IAsyncDisposable
{
    private Applied(string name) => Name = name;

    public string Name { get; }

    /// <summary>Applies one with these rules, and waits until its status says what became of it.</summary>
    public static async Task<Applied> ApplyAsync(TestNamespace space, string rules, string onConflict = "Skip", bool isAccepted = true)
    {
        await Commands.ApplyAsync($$"""
            apiVersion: podorder.io/v1alpha1
            kind: PodOrderPolicy
            metadata: {name: {{space.Name}}}
            spec:
              namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: {{space.Name}} } }
              onConflict: {{onConflict}}
              rules: [{{rules}}]
            """);
        await Commands.KubectlAsync("wait", "podorderpolicy", space.Name, $"--for=condition=Accepted={isAccepted}", "--timeout=20s");
        return new Applied(space.Name);
    }

    /// <summary>What its status says of it.</summary>
    public Task<string> MessageAsync() => Commands.KubectlAsync("get", "podorderpolicy", Name, "--output=jsonpath={.status.conditions[?(@.type==\"Accepted\")].message}");

    /// <summary>Waits until the API server asks the server about Pods, and that one knows the policy: whatever holds of a dry run then holds.</summary>
    public static Task ReachesAsync(TestNamespace space, string manifest) => Eventually.HoldsAsync(
        async () => new PodView(JsonNode.Parse(await space.ApplyAsync(manifest, "--dry-run=server", "--output=json"))!).IsInjected, 10);

    public async ValueTask DisposeAsync() => await Commands.KubectlAsync("delete", "podorderpolicy", Name, "--ignore-not-found");
}
