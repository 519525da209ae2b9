using System.Collections.Concurrent;
using Prometheus;
using PodOrder.Webhook.Admission;

namespace PodOrder.Webhook.Telemetry;

/// <summary>The admission metrics of one path. They are kept at hand: the library's own look-up allocates at each request.</summary>
public sealed class PathMetrics
{
    private readonly string _path;
    private readonly AdmissionMetrics _all;
    private readonly ConcurrentDictionary<string, Counter.Child> _requests = new(StringComparer.Ordinal);
    private readonly Histogram.Child _durations;
    private readonly Histogram.Child _patchBytes;
    private readonly Counter.Child _warnings;

    internal PathMetrics(AdmissionMetrics all, string path)
    {
        (_all, _path) = (all, path);
        (_durations, _patchBytes) = (all.Durations.WithLabels(path), all.PatchBytes.WithLabels(path));
        (_warnings, InFlight) = (all.Warnings.WithLabels(path), all.InFlight.WithLabels(path));
        // A series that begins with its first failure has no rate: Prometheus needs to have seen the zero.
        all.Requests.WithLabels(path, nameof(Failed));
        foreach (var reason in Enum.GetNames<RejectionReason>())
            all.Rejections.WithLabels(path, reason);
    }

    /// <summary>The requests that are being answered now.</summary>
    public Gauge.Child InFlight { get; }

    /// <summary>Counts a request that was answered with a verdict.</summary>
    public void Answered(Verdict verdict, TimeSpan elapsed)
    {
        Count(verdict.Outcome);
        _durations.Observe(elapsed.TotalSeconds);
        if (verdict.Patch.Length > 0)
            _patchBytes.Observe(verdict.Patch.Length);
        if (verdict.Warnings.Count > 0)
            _warnings.Inc(verdict.Warnings.Count);
        if (verdict.Refusal is { } refusal)
            _all.Refusals.WithLabels(_path, refusal.Reason).Inc();
    }

    /// <summary>Counts a request that was rejected.</summary>
    public void Rejected(RejectionReason reason)
    {
        Count(nameof(Rejected));
        _all.Rejections.WithLabels(_path, reason.ToString()).Inc();
    }

    /// <summary>Counts a request that the server failed on.</summary>
    public void Failed() => Count(nameof(Failed));

    /// <summary>Counts a request whose client did not wait for the answer.</summary>
    public void ClientGone() => Count(nameof(ClientGone));

    private void Count(string outcome) => _requests.GetOrAdd(outcome, static (it, self) => self._all.Requests.WithLabels(self._path, it), this).Inc();
}
