using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Facts;

/// <summary><c>$(VAR)</c>, environment and argv.</summary>
public sealed class ExpansionFacts
{
    [Theory]
    [InlineData("$(A)", "1")]
    [InlineData("x$(A)y$(B)", "x1y2")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$$$(A)", "$1")]
    [InlineData("$$", "$")]
    [InlineData("$A $", "$A $")]
    [InlineData("$(UNKNOWN)", "$(UNKNOWN)")]
    [InlineData("$(A", "$(A")]
    [InlineData("$()", "$()")]
    [InlineData("$(NESTED)", "$(A)")]
    public void References_are_expanded_as_Kubernetes_does(string text, string expected)
    {
        var values = new Dictionary<string, string> { ["A"] = "1", ["B"] = "2", ["NESTED"] = "$(A)" };
        Assert.Equal(expected, Expansion.Expand(text, values.GetValueOrDefault));
    }

    [Fact]
    public async Task Command_args_and_env_are_expanded_and_the_shell_sees_the_rest()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: the-pod, labels: {app: web}}
            spec:
              restartPolicy: Never
              containers:
              - name: only
                image: busybox
                env:
                - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name} } }
                - {name: APP, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"} } }
                - {name: BOTH, value: $(APP)-$(NAME)-$(LATER)}
                - {name: LATER, value: "no"}
                command: [sh, -c]
                args: ["printf '%s\\n' '$(BOTH)' '$$(APP)' \"$BOTH\" \"$0\"", $(LATER)]
            """);
        await pod.UntilEnded();
        Assert.Equal(["web-the-pod-$(LATER)", "$(APP)", "web-the-pod-$(LATER)", "no"], pod.Lines("only").Select(line => line.Text));
    }
}
