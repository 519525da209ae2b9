using System.Collections.Immutable;
using System.Text.Json;
using PodOrder.Policies;
using PodOrder.Webhook.Admission;
using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Serving;
using PodOrder.Webhook.WebhookConfigurations;

namespace PodOrder.Webhook.Policies;

/// <summary>Knows the policies of the cluster and the labels of its namespaces, and finds the policies of each Pod.</summary>
internal sealed class PolicyFeed : BackgroundService, IReadiness
{
    // A server that has never seen the policies would start Pods without them; one that never will, for want of a right or
    // of the CRD, must not keep Pods with hints waiting for ever.
    private static readonly TimeSpan _longestUnready = TimeSpan.FromSeconds(15);

    // What the API server that calls us takes to tell of a namespace that it has made a moment ago.
    private static readonly TimeSpan _longestQuestion = TimeSpan.FromSeconds(1);

    private readonly ApiClient _api;
    private readonly LabelSelector _scope;
    private readonly PolicyPresence _presence;
    private readonly PolicyStatusWriter _writer;
    private readonly PolicyMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Informer<FollowedPolicy> _policies;
    private readonly Informer<IReadOnlyDictionary<string, string>> _namespaces;
    private readonly Signal _changed = new();
    private readonly long _start;
    private Dictionary<string, long> _generations = [];
    private volatile PolicySet _set = PolicySet.Empty;
    private volatile bool _isKnown;

    public PolicyFeed(ApiClient api, ClusterSettings settings, PolicyPresence presence, PolicyStatusWriter writer, PolicyMetrics metrics, Prometheus.CollectorRegistry registry, TimeProvider time, ILogger<PolicyFeed> log)
    {
        (_api, _presence, _writer, _metrics, _time, _start) = (api, presence, writer, metrics, time, time.GetTimestamp());
        _scope = PolicyScope.Of(settings, api.Namespace);
        _policies = new(api, new ResourceQuery(ResourceType.PodOrderPolicies), FollowedPolicy.Read, time, log);
        _namespaces = new(api, new ResourceQuery(ResourceType.Namespaces) { MetadataOnly = true }, LabelsOf, time, log);
        registry.AddBeforeCollectCallback(() =>
        {
            metrics.SetContact(ResourceType.PodOrderPolicies.Plural, _policies.LastContact);
            metrics.SetContact(ResourceType.Namespaces.Plural, _namespaces.LastContact);
        });
    }

    /// <inheritdoc/>
    public Readiness Now
    {
        get
        {
            var trouble = _policies.Trouble ?? _namespaces.Trouble;
            var why = trouble is null ? "" : $": {trouble}";
            if (!_isKnown || !_namespaces.HasSynced)
                return new Readiness(_time.GetElapsedTime(_start) > _longestUnready, $"The PodOrderPolicies are not known yet{why}.");
            return trouble is null ? Readiness.Well : new Readiness(true, $"The PodOrderPolicies are applied as they were at {_policies.LastContact:u}{why}.");
        }
    }

    /// <summary>The policies that are applied.</summary>
    internal PolicySet Policies => _set;

    /// <summary>The policies that concern the Pod of a request: none unless it is the creation of one, in a namespace that policies reach.</summary>
    public async ValueTask<IReadOnlyList<PodOrderPolicy>> MatchAsync(AdmissionRequest request, CancellationToken deadline)
    {
        var policies = _set;
        if (policies.Count == 0 || request is not { IsPod: true, Operation: "CREATE", Object: { } pod })
            return [];
        // The Pod itself may leave its namespace to the request.
        var labels = _namespaces.Snapshot.TryGetValue(new ResourceKey("", request.Namespace), out var known) ? known : await AskAsync(request.Namespace, deadline);
        return _scope.Matches(labels) ? policies.Match(pod, labels) : [];
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var following = Task.WhenAll(_policies.RunAsync(Take, stoppingToken), _namespaces.RunAsync(_ => { }, stoppingToken));
        try
        {
            while (!stoppingToken.IsCancellationRequested)
                await _changed.WaitAsync(await _writer.WriteAsync(() => _policies.Snapshot.Values, stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        await following;
    }

    private void Take(ImmutableDictionary<ResourceKey, FollowedPolicy> policies)
    {
        // What replicas write into the status changes no policy.
        if (_generations.Count != policies.Count || policies.Values.Any(policy => !_generations.TryGetValue(policy.Uid, out var known) || known != policy.Wanted.Generation))
        {
            var readings = policies.Values.Select(policy => policy.Reading).ToList();
            _set = new PolicySet(readings.Select(reading => reading.Policy).OfType<PodOrderPolicy>());
            _generations = policies.Values.ToDictionary(policy => policy.Uid, policy => policy.Wanted.Generation, StringComparer.Ordinal);
            _metrics.Set(readings);
        }
        _isKnown = true;
        _presence.Tell(_set.Count > 0);
        _changed.Give();
    }

    private async Task<IReadOnlyDictionary<string, string>> AskAsync(string name, CancellationToken deadline)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        patience.CancelAfter(_longestQuestion);
        try
        {
            using var found = await _api.GetAsync(ResourceType.Namespaces.Path(name: name), patience.Token);
            return LabelsOf(found.RootElement);
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException or JsonException or OperationCanceledException && !deadline.IsCancellationRequested)
        {
            // The one label that the API server gives to every namespace itself.
            return new Dictionary<string, string> { [PolicyScope.NameLabel] = name };
        }
    }

    private static Dictionary<string, string> LabelsOf(JsonElement thing)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!thing.GetProperty("metadata").TryGetProperty("labels", out var found) || found.ValueKind != JsonValueKind.Object)
            return labels;
        foreach (var label in found.EnumerateObject())
            labels[label.Name] = label.Value.GetString() ?? "";
        return labels;
    }
}
