using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Cluster;

/// <summary>What was made of the objects that are followed. An object that has not changed is not read again.</summary>
internal sealed class Followed<T>(Func<JsonElement, T> read, ILogger log)
{
    private Dictionary<ResourceKey, string> _versions = [];
    private volatile ImmutableDictionary<ResourceKey, T> _snapshot = ImmutableDictionary<ResourceKey, T>.Empty;

    /// <summary>All of them.</summary>
    public ImmutableDictionary<ResourceKey, T> Snapshot => _snapshot;

    /// <summary>Takes the pages of a list in place of what was there.</summary>
    /// <returns>The list's version.</returns>
    public async Task<string> ReplaceAsync(IAsyncEnumerable<JsonElement> pages)
    {
        var versions = new Dictionary<ResourceKey, string>();
        var all = ImmutableDictionary.CreateBuilder<ResourceKey, T>();
        var version = "";
        await foreach (var page in pages)
        {
            version = ObjectMetadata.Of(page).ResourceVersion;
            if (!page.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var item in items.EnumerateArray())
            {
                var metadata = ObjectMetadata.Of(item);
                versions[metadata.Key] = metadata.ResourceVersion;
                if (TryGet(metadata, out var made) || TryMake(metadata, item, out made))
                    all[metadata.Key] = made;
            }
        }
        (_versions, _snapshot) = (versions, all.ToImmutable());
        return version;
    }

    /// <summary>Takes an event.</summary>
    /// <returns>The version to go on from.</returns>
    /// <exception cref="ApiException">It is an error.</exception>
    public string Apply(WatchEvent happened)
    {
        if (happened.Type == "ERROR")
            throw ApiException.Of(happened.Object, 500);
        var metadata = ObjectMetadata.Of(happened.Object);
        switch (happened.Type)
        {
            case "ADDED" or "MODIFIED" when !TryGet(metadata, out _):
                _versions[metadata.Key] = metadata.ResourceVersion;
                _snapshot = TryMake(metadata, happened.Object, out var made) ? _snapshot.SetItem(metadata.Key, made) : _snapshot.Remove(metadata.Key);
                break;
            case "DELETED":
                _versions.Remove(metadata.Key);
                _snapshot = _snapshot.Remove(metadata.Key);
                break;
        }
        return metadata.ResourceVersion;
    }

    private bool TryGet(ObjectMetadata metadata, [MaybeNullWhen(false)] out T made)
    {
        made = default;
        return _versions.TryGetValue(metadata.Key, out var version) && version == metadata.ResourceVersion && _snapshot.TryGetValue(metadata.Key, out made);
    }

    [SuppressMessage("Design", "CA1031", Justification = "One object that cannot be read must not keep the others from being followed.")]
    private bool TryMake(ObjectMetadata metadata, JsonElement thing, [MaybeNullWhen(false)] out T made)
    {
        try
        {
            made = read(thing);
            return made is not null;
        }
        catch (Exception e)
        {
            log.ObjectLeftOut(metadata.Key.ToString(), e.GetType().Name, e.StackTrace);
            made = default;
            return false;
        }
    }
}
