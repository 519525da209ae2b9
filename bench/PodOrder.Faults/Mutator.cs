using System.Text;
using System.Text.Json.Nodes;

namespace PodOrder.Faults;

/// <summary>Makes bodies out of good ones that are wrong somewhere: the same one for the same number.</summary>
internal static class Mutator
{
    private const int Seed = 20_26;
    private const int Longest = 64 * 1024;

    // Words of the hint, of JSON and of Kubernetes, and what has broken parsers before.
    private static readonly string[] _texts =
    [
        "->", " -> ", ":", "?", ",", "ready", "started", "completed", "succeeded", "db", "web", "podorder.io/order", "podorder.io/depends-on", "podorder.io/ready", "podorder.io/command",
        "podorder.io/strategy", "podorder.io/timeout", "podorder.io/inject", "podorder.io/status", "podorder-install", "postStart", "sentinel", "tcp:5432", "http:8080/x", "exec:1", "file:/x", "10m", "-1s",
        "{", "}", "[", "]", "\"", "\\", "\\\"", "null", "true", "false", "0", "-0", "1e999", "-1e-999", "99999999999999999999", "0.1", "\\u0000", "\\ud83d", "\\ud83d\\ude00", "\\udc00", "\0", "\n", "\t",
        "metadata", "annotations", "spec", "containers", "initContainers", "command", "args", "name", "restartPolicy", "Always", "Never", "OnFailure", "readinessProbe", "startupProbe", "lifecycle", "$(HOME)", "$$(",
        "volumeMounts", "/podorder", "securityContext", "CREATE", "UPDATE", "DELETE", "*", "&a", "!!str", "{a: b}", "- a", "é", "\U0001F600",
    ];

    private static readonly byte[][] _words = [.. _texts.Select(Encoding.UTF8.GetBytes), [0xC3, 0x28], [0xFF], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF]];

    private static readonly JsonObject[] _trees = [.. Seeds.All.Select(it => JsonNode.Parse(it)!.AsObject())];

    /// <summary>The body of a number.</summary>
    public static byte[] Body(int number)
    {
        var random = new Random(unchecked(Seed * 31 + number));
        // Two thirds stay JSON.
        var body = random.Next(3) > 0 ? Tree(random) : Bytes(random);
        if (body.Count > Longest)
            body.RemoveRange(Longest, body.Count - Longest);
        return [.. body];
    }

    private static List<byte> Tree(Random random)
    {
        var tree = _trees[random.Next(_trees.Length)].DeepClone().AsObject();
        for (var changes = 1 + random.Next(4); changes > 0; changes--)
            TreeMutator.Change(tree, _texts, random);
        return [.. Encoding.UTF8.GetBytes(tree.ToJsonString())];
    }

    private static List<byte> Bytes(Random random)
    {
        List<byte> body = [.. Seeds.All[random.Next(Seeds.All.Count)]];
        for (var changes = 1 + random.Next(4); changes > 0; changes--)
            Change(body, random);
        return body;
    }

    private static void Change(List<byte> body, Random random)
    {
        var at = random.Next(body.Count + 1);
        switch (random.Next(10))
        {
            case 0 when body.Count > 0: body[at % body.Count] ^= (byte)(1 << random.Next(8)); break;
            case 1: body.InsertRange(at, Word(random)); break;
            case 2: Remove(body, at, 1 + random.Next(32)); break;
            case 3: body.InsertRange(at, Slice(body, random)); break;
            case 4: Remove(body, at, int.MaxValue); break;
            case 5: body.InsertRange(at, Slice([.. Seeds.All[random.Next(Seeds.All.Count)]], random)); break;
            case 6: ReplaceText(body, random, Word(random)); break;
            case 7: ReplaceText(body, random, [.. Word(random), .. Word(random), .. Word(random)]); break;
            case 8: ReplaceText(body, random, []); break;
            default: body.InsertRange(at, Enumerable.Repeat(Word(random), 1 + random.Next(200)).SelectMany(it => it)); break;
        }
    }

    // What stands between two quotes, so that most bodies stay JSON and reach what is behind the parser.
    private static void ReplaceText(List<byte> body, Random random, byte[] text)
    {
        var from = body.IndexOf((byte)'"', random.Next(body.Count + 1));
        var to = from < 0 ? -1 : body.IndexOf((byte)'"', from + 1);
        if (to < 0)
            return;
        body.RemoveRange(from + 1, to - from - 1);
        body.InsertRange(from + 1, text);
    }

    private static void Remove(List<byte> body, int at, int count) => body.RemoveRange(at, Math.Min(count, body.Count - at));

    private static List<byte> Slice(List<byte> body, Random random)
    {
        var from = random.Next(body.Count + 1);
        return body.GetRange(from, Math.Min(random.Next(512), body.Count - from));
    }

    private static byte[] Word(Random random) => _words[random.Next(_words.Length)];
}
