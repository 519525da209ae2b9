using System.Text.Json.Nodes;

namespace PodOrder.Tests.Manifests;

/// <summary>Draws whole Pods with hints: every shape that the webhook must honour or refuse.</summary>
internal sealed class PodMaker(Random random)
{
    private static readonly string[] Words = ["run", "", "$(HOME)", "$$(HOME)", "$", "a b", "é漢字🙂", "--", "-c", "{\"x\": 1}", "line\nline", "<&>'\""];
    private static readonly string[] Paths = ["/podorder", "/podorder/bin", "/data", "/var/run/secrets/kubernetes.io/serviceaccount", "/x/"];

    public JsonNode Make()
    {
        var regular = Enumerable.Range(0, OneIn(50) ? 100 : random.Next(1, 6)).Select(i => Name("c", i)).ToList();
        var inits = Enumerable.Range(0, random.Next(3)).Select(i => Name("i", i)).ToList();
        var spec = new JsonObject
        {
            ["containers"] = new JsonArray([.. regular.Select(name => Container(name, isInit: false))]),
            ["restartPolicy"] = Pick("Always", "OnFailure", "Never"),
            ["unknownField"] = new JsonObject { ["kept"] = JsonNode.Parse("1.50e3") },
        };
        if (inits.Count > 0) spec["initContainers"] = new JsonArray([.. inits.Select(name => Container(name, isInit: true))]);
        if (OneIn(2)) spec["volumes"] = new JsonArray([.. Some("podorder", "data", "cache").Select(name => new JsonObject { ["name"] = name, ["emptyDir"] = new JsonObject() })]);
        if (OneIn(5)) spec["hostNetwork"] = true;
        if (OneIn(5)) spec["automountServiceAccountToken"] = OneIn(2);
        if (OneIn(4)) spec["securityContext"] = new JsonObject { ["runAsUser"] = random.Next(3) };
        if (OneIn(4)) spec["terminationGracePeriodSeconds"] = random.Next(60);
        if (OneIn(9)) spec["resources"] = new JsonObject { ["limits"] = new JsonObject { ["cpu"] = "1" } };
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["generateName"] = "made-", ["annotations"] = Hint(regular, [.. inits]) },
            ["spec"] = spec,
        };
    }

    private JsonObject Hint(List<string> regular, List<string> inits)
    {
        var annotations = new JsonObject { ["other.example/x"] = "y" };
        var names = regular.ToArray();
        random.Shuffle(names);
        var taking = names.Take(random.Next(2, 5)).Concat(OneIn(12) ? inits : []).Concat(OneIn(12) ? ["absent?"] : []).Concat(OneIn(12) ? ["absent"] : []).ToList();
        if (taking.Count > 1 && OneIn(2)) annotations["podorder.io/order"] = string.Join(OneIn(5) ? ", " : " -> ", taking.SkipLast(1).Select(n => n + Condition())) + " -> " + taking[^1];
        if (annotations.Count == 1 || OneIn(3))
        {
            var edges = new JsonObject();
            for (var i = 0; i + 1 < taking.Count; i++)
                edges[taking[random.Next(i + 1, taking.Count)].TrimEnd('?')] = new JsonArray([.. taking.Take(i + 1).Where(_ => OneIn(2)).Select(n => JsonValue.Create(n + Condition()))]);
            annotations["podorder.io/depends-on"] = edges.ToJsonString();
        }
        if (OneIn(4)) annotations["podorder.io/strategy"] = Pick("auto", "sentinel", "postStart");
        if (!OneIn(3)) annotations["podorder.io/timeout"] = Pick("1s", "90s", "10m");
        if (OneIn(8)) annotations["podorder.io/ready"] = new JsonObject { [taking[0].TrimEnd('?')] = Pick("tcp:5432", "http:80/x?y=$(Z)", "https:443/", "grpc:9000/s", "file:/data/x") }.ToJsonString();
        if (OneIn(8)) annotations["podorder.io/command"] = new JsonObject { [taking[^1].TrimEnd('?')] = Strings() }.ToJsonString();
        return annotations;
    }

    private JsonObject Container(string name, bool isInit)
    {
        var container = new JsonObject { ["image"] = "image", ["name"] = name };
        if (OneIn(2) || (!isInit && !OneIn(4))) container["command"] = Strings();
        if (OneIn(2)) container["args"] = OneIn(8) ? new JsonArray() : Strings();
        if (isInit && OneIn(2)) container["restartPolicy"] = "Always";
        if (!isInit && OneIn(9)) container["restartPolicy"] = Pick("Always", "OnFailure", "Never");
        foreach (var probe in Some("readinessProbe", "startupProbe", "livenessProbe")) container[probe] = Probe();
        if (OneIn(3)) container["lifecycle"] = Lifecycle();
        if (OneIn(3)) container["volumeMounts"] = OneIn(6) ? new JsonArray() : new JsonArray([.. Some(Paths).Select(path => new JsonObject { ["mountPath"] = path, ["name"] = Pick("data", "cache", "podorder") })]);
        if (OneIn(3)) container["resources"] = new JsonObject { ["requests"] = new JsonObject { ["cpu"] = Pick("100m", "1", "0.5"), ["memory"] = Pick("64Mi", "1e8", "1G"), ["example.com/gpu"] = "1" } };
        if (OneIn(4)) container["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["containerPort"] = 8080 });
        if (OneIn(5)) container["terminationMessagePath"] = "/tmp/log $(X)";
        return container;
    }

    private JsonObject Probe()
    {
        var probe = random.Next(5) switch
        {
            0 => new JsonObject { ["exec"] = new JsonObject { ["command"] = Strings() } },
            1 => new JsonObject { ["tcpSocket"] = new JsonObject { ["port"] = 5432 } },
            2 => new JsonObject { ["grpc"] = new JsonObject { ["port"] = 9000, ["service"] = "s" } },
            3 => new JsonObject { ["httpGet"] = new JsonObject { ["port"] = "http", ["path"] = "/$(X)" } },
            _ => new JsonObject { ["httpGet"] = new JsonObject { ["port"] = 80, ["scheme"] = Pick("HTTP", "HTTPS"), ["host"] = Pick("", "", "127.0.0.1"), ["httpHeaders"] = new JsonArray(new JsonObject { ["name"] = "A", ["value"] = "b: c" }) } },
        };
        foreach (var member in Some("periodSeconds", "timeoutSeconds", "initialDelaySeconds", "successThreshold", "failureThreshold")) probe[member] = random.Next(0, 100);
        return probe;
    }

    private JsonObject Lifecycle()
    {
        var lifecycle = new JsonObject();
        if (OneIn(2)) lifecycle["preStop"] = new JsonObject { ["exec"] = new JsonObject { ["command"] = Strings() } };
        if (OneIn(2))
        {
            lifecycle["postStart"] = random.Next(3) switch
            {
                0 => new JsonObject { ["exec"] = new JsonObject { ["command"] = Strings() } },
                1 => new JsonObject { ["httpGet"] = new JsonObject { ["port"] = 80 } },
                _ => new JsonObject { ["sleep"] = new JsonObject { ["seconds"] = 1 } },
            };
        }
        return lifecycle;
    }

    private string Name(string prefix, int index) => $"{prefix}{index}{(OneIn(9) ? "-" + new string('x', 58) : "")}";

    private string Condition() => Pick("", ":started", ":started", ":completed", ":succeeded", OneIn(2) ? ":ready" : "");

    private JsonArray Strings() => new([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => JsonValue.Create(Pick(Words)))]);

    private List<string> Some(params string[] from) => [.. from.Where(_ => OneIn(3))];

    private string Pick(params string[] from) => from[random.Next(from.Length)];

    private bool OneIn(int number) => random.Next(number) == 0;
}
