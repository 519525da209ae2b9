using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.JsonPatch.SystemTextJson;

namespace PodOrder.Webhook.Tests.Cluster;

/// <summary>Objects by path, with the API server's optimistic concurrency and the history that watches go on from.</summary>
internal sealed class ObjectStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(long Version, string Path, string Type, JsonObject Object)> _history = [];
    private long _version = 100;
    private long _oldest;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Version { get { lock (_lock) return _version; } }

    /// <summary>Forgets the history, as etcd's compaction does.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _oldest = ++_version;
            _history.Clear();
            Tell();
        }
    }

    public JsonObject? Get(string path)
    {
        lock (_lock)
            return _objects.TryGetValue(path, out var found) ? Copy(found) : null;
    }

    public (List<JsonObject> Objects, long Version) List(string collection)
    {
        lock (_lock)
            return ([.. _objects.Where(o => IsIn(o.Key, collection)).Select(o => Copy(o.Value))], _version);
    }

    public JsonObject Create(string path, JsonObject thing)
    {
        lock (_lock)
        {
            if (_objects.ContainsKey(path))
                throw new Refusal(409, "AlreadyExists", $"\"{path}\" already exists");
            Metadata(thing)["uid"] = Guid.NewGuid().ToString();
            Metadata(thing)["generation"] = 1;
            return Write(path, "ADDED", thing);
        }
    }

    public JsonObject Update(string path, JsonObject thing)
    {
        lock (_lock)
        {
            var old = Existing(path);
            if ((string?)Metadata(thing)["resourceVersion"] is { Length: > 0 } known && known != (string?)Metadata(old)["resourceVersion"])
                throw new Refusal(409, "Conflict", "the object has been modified; please apply your changes to the latest version and try again");
            Metadata(thing)["resourceVersion"] = (string?)Metadata(old)["resourceVersion"];
            Metadata(thing)["uid"] = (string?)Metadata(old)["uid"];
            Metadata(thing)["generation"] = (int)Metadata(old)["generation"]! + (JsonNode.DeepEquals(old["spec"], thing["spec"]) ? 0 : 1);
            // What changes nothing is not written.
            return JsonNode.DeepEquals(old, thing) ? Copy(old) : Write(path, "MODIFIED", thing);
        }
    }

    /// <summary>Patches an object; under <c>/status</c>, as with the subresource, nothing else of it.</summary>
    public JsonObject Patch(string path, string mediaType, string patch)
    {
        const string Status = "/status";
        if (path.EndsWith(Status, StringComparison.Ordinal))
        {
            var said = JsonNode.Parse(patch)!.AsObject();
            (path, patch) = (path[..^Status.Length], new JsonObject { ["metadata"] = said["metadata"]?.DeepClone() ?? new JsonObject(), ["status"] = said["status"]!.DeepClone() }.ToJsonString());
        }
        lock (_lock)
        {
            JsonNode patched = Copy(Existing(path));
            if (mediaType == "application/merge-patch+json")
                Merge(patched.AsObject(), JsonNode.Parse(patch)!.AsObject());
            else
                Apply(patched, patch);
            return Update(path, patched.AsObject());
        }
    }

    public JsonObject Delete(string path)
    {
        lock (_lock)
        {
            var old = Copy(Existing(path));
            _objects.Remove(path);
            Metadata(old)["resourceVersion"] = (++_version).ToString();
            _history.Add((_version, path, "DELETED", old));
            Tell();
            return Copy(old);
        }
    }

    /// <summary>The events after a version, or what to wait for.</summary>
    public (List<(string Type, JsonObject Object)> Events, long Version, Task Changed) Since(long version, string collection)
    {
        lock (_lock)
        {
            if (version < _oldest)
                throw new Refusal(410, "Expired", $"too old resource version: {version} ({_oldest})");
            return ([.. _history.Where(h => h.Version > version && IsIn(h.Path, collection)).Select(h => (h.Type, Copy(h.Object)))], _version, _changed.Task);
        }
    }

    private static JsonObject Metadata(JsonObject thing) => (thing["metadata"] ??= new JsonObject()).AsObject();

    private static JsonObject Copy(JsonObject thing) => thing.DeepClone().AsObject();

    // A collection of all namespaces has the objects of each: /api/v1/namespaces/x/secrets/y is in /api/v1/secrets too.
    private static bool IsIn(string path, string collection)
    {
        var own = path[..path.LastIndexOf('/')];
        if (own == collection)
            return true;
        var parts = own.Split("/namespaces/", 2);
        return parts.Length == 2 && parts[1].Split('/') is [_, var plural] && $"{parts[0]}/{plural}" == collection;
    }

    private static void Apply(JsonNode tree, string patch)
    {
        try
        {
            JsonSerializer.Deserialize<JsonPatchDocument>(patch)!.ApplyTo(tree);
        }
        catch (Exception e)
        {
            throw new Refusal(422, "Invalid", $"the server rejected our request due to an error in our request: {e.Message}");
        }
    }

    private static void Merge(JsonObject tree, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                tree.Remove(name);
            else if (value is JsonObject inner && tree[name] is JsonObject there)
                Merge(there, inner);
            else
                tree[name] = value.DeepClone();
        }
    }

    private JsonObject Existing(string path) => _objects.TryGetValue(path, out var found) ? found : throw new Refusal(404, "NotFound", $"\"{path}\" not found");

    private JsonObject Write(string path, string type, JsonObject thing)
    {
        var written = Copy(thing);
        Metadata(written)["resourceVersion"] = (++_version).ToString();
        _objects[path] = written;
        _history.Add((_version, path, type, Copy(written)));
        Tell();
        return Copy(written);
    }

    private void Tell()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>What is answered as a <c>metav1.Status</c>.</summary>
    public sealed class Refusal(int code, string reason, string message) : Exception(message)
    {
        public int Code => code;

        public byte[] Status => Encoding.UTF8.GetBytes(new JsonObject
        {
            ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Failure", ["message"] = Message, ["reason"] = reason, ["code"] = code,
        }.ToJsonString());
    }
}
