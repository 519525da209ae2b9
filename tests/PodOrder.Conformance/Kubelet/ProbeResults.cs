using System.Collections.Concurrent;

namespace PodOrder.Conformance.Kubelet;

/// <summary>What the probes of each instance have told last; true = success, false = failure, null = told nothing yet.</summary>
internal sealed class ProbeResults
{
    private readonly ConcurrentDictionary<(string Instance, ProbeKind Kind), bool?> _results = [];

    /// <summary>The result; null also where the probe has not seen the instance.</summary>
    public bool? this[Instance instance, ProbeKind kind] => _results.GetValueOrDefault((instance.Id, kind));

    /// <summary>Keeps a result; whether it is another than before.</summary>
    public bool Set(string instance, ProbeKind kind, bool? result)
    {
        var changed = !_results.TryGetValue((instance, kind), out var before) || before != result;
        _results[(instance, kind)] = result;
        return changed;
    }
}
