using System.Text.Json;
using PodOrder.Explanations;

namespace PodOrder.Tests.Explanations;

public sealed class ExplainerTests
{
    [Theory]
    [InlineData("db:ready -> web", """ "readinessProbe": {"tcpSocket": {"port": 5432}} """, "podorder.io/order", "the gate asks tcp 5432 at the Pod's address")]
    [InlineData("db -> web", """ "readinessProbe": {"httpGet": {"port": 80, "path": "/up"}} """, "podorder.io/order, the default with a readiness probe", "the gate asks http 80 /up at the Pod's address")]
    [InlineData("db -> web", """ "startupProbe": {"grpc": {"port": 9000, "service": "db"}} """, "podorder.io/order, the default with a startup probe", "the gate asks grpc 9000 db at the Pod's address")]
    [InlineData("db -> web", """ "readinessProbe": {"exec": {"command": ["pg_isready", "-q"]}} """, "podorder.io/order, the default with a readiness probe", "the gate records the readiness probe: pg_isready -q")]
    [InlineData("db:started -> web", """ "tty": false """, "podorder.io/order", "the gate of db records its start")]
    [InlineData("db:completed -> web", """ "tty": false """, "podorder.io/order", "the gate of db records its end")]
    public void A_wait_is_explained_by_who_asks_for_it_and_how_it_is_known(string order, string field, string why, string how)
    {
        var wait = Assert.Single(Explain($$"""{"podorder.io/order": "{{order}}"}""", $$"""{"name": "db", "command": ["db"], {{field}} }""")["web"].Waits);
        Assert.Equal(("db", why, how), (wait.Dependency, wait.Why, wait.How));
    }

    [Fact]
    public void Two_annotations_are_told_apart()
    {
        var waits = Explain("""{"podorder.io/order": "db:started -> web", "podorder.io/depends-on": "{\"web\": {\"db\": \"completed\"}}"}""", """{"name": "db", "command": ["db"]}""")["web"].Waits;
        Assert.Equal([("started", "podorder.io/order"), ("completed", "podorder.io/depends-on")], waits.Select(wait => (global::PodOrder.Hints.ConditionWords.ToWord(wait.Condition), wait.Why)));
    }

    [Fact]
    public void What_a_hook_does_is_said_of_both_sides()
    {
        var explanation = Explain("""{"podorder.io/order": "db:started -> web:started -> last", "podorder.io/strategy": "postStart"}""", """{"name": "db", "command": ["db"]}, {"name": "last", "command": ["last"]}""");
        Assert.Equal("kubelet starts containers in the order of their list", Assert.Single(explanation["web"].Waits).How);
        Assert.Equal(["db", "web", "last"], explanation.Containers.Select(container => container.Name));
        Assert.Empty(explanation["db"].Changes);
    }

    [Fact]
    public void A_command_that_the_image_keeps_is_said_to_be_looked_up()
    {
        var explanation = Explain("""{"podorder.io/order": "db:succeeded -> web"}""", """{"name": "db", "image": "db:1"}""");
        Assert.Equal(
            ["its command is left to its image and looked up in a registry when the Pod is made", "its command is wrapped: the gate runs it and records its end", "after exit code 0 it stays, idle, so that it is not run again"],
            explanation["db"].Changes);
    }

    [Fact]
    public void An_injected_Pod_is_explained_as_before()
    {
        var pod = Pod("""{"podorder.io/order": "db:completed -> web"}""", """{"name": "db", "command": ["db"]}""");
        var injected = Manifests.Pod.Apply(pod, Manifests.Pod.Inject(pod));
        Assert.Equal(JsonSerializer.Serialize(Explainer.Explain(pod)), JsonSerializer.Serialize(Explainer.Explain(injected)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"podorder.io/order": "nonsense", "podorder.io/inject": "false"}""")]
    public void A_Pod_that_asks_for_nothing_has_no_explanation(string annotations) => Assert.Null(Explainer.Explain(Pod(annotations, """{"name": "db"}""")));

    private static Explanation Explain(string annotations, string containers) => Explainer.Explain(Pod(annotations, containers))!;

    private static JsonElement Pod(string annotations, string containers) => JsonDocument.Parse(
        $$"""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "annotations": {{annotations}} }, "spec": {"containers": [{"name": "web", "command": ["web"]}, {{containers}}] } }""").RootElement;
}
