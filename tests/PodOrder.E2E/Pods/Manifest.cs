namespace PodOrder.E2E.Pods;

/// <summary>Writes manifests of Pods over one image with a shell.</summary>
internal static class Manifest
{
    /// <summary>A Pod; containers are written by <see cref="Container"/>.</summary>
    public static string Pod(string name, string order, string restartPolicy, params string[] containers) => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
          labels: {app: {{name}}}
          annotations:
            podorder.io/order: "{{order}}"
        spec:
        {{Spec(restartPolicy, containers)}}
        """;

    /// <summary>What stands under <c>spec</c>, indented by two.</summary>
    public static string Spec(string restartPolicy, params string[] containers) => string.Join('\n',
    [
        $"  restartPolicy: {restartPolicy}",
        "  terminationGracePeriodSeconds: 5",
        "  volumes: [{name: work, emptyDir: {} }]",
        "  containers:",
        .. containers,
    ]);

    /// <summary>A container that runs a shell script, with more fields as a flow mapping's inside.</summary>
    public static string Container(string name, string script, string more = "") =>
        $$"""  - {name: {{name}}, image: "{{Target.Image}}", command: [sh, -c, {{JsonValue.Create(script).ToJsonString()}}], volumeMounts: [{name: work, mountPath: /work}]{{(more == "" ? "" : ", " + more)}}}""";

    /// <summary>Indents a text, so that a Pod's spec fits into a template.</summary>
    public static string Indent(string text, int by) => string.Join('\n', text.Split('\n').Select(line => new string(' ', by) + line));
}
