using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using PodOrder.Conformance.Manifests;
using PodOrder.Conformance.Runtime;

namespace PodOrder.Conformance.Kubelet;

/// <summary>A Pod that runs on this machine. Disposing it kills and removes whatever is left of it.</summary>
public sealed class PodRun : IAsyncDisposable
{
    private readonly PodSync _sync;
    private readonly Task _run;
    private readonly TimeSpan _deadline;

    private PodRun(PodManifest pod, RunOptions options)
    {
        Timeline = new Timeline();
        _deadline = options.Deadline;
        _sync = new PodSync(pod, options, Timeline);
        _run = Task.Run(_sync.RunAsync);
        _run.ContinueWith(_ => Timeline.Changed(), TaskScheduler.Default);
    }

    /// <summary>What was seen of it.</summary>
    public Timeline Timeline { get; }

    /// <summary>What the API shows of it.</summary>
    public PodStatus Status => _sync.Status;

    /// <summary>All runs of all containers, in the order of their creation.</summary>
    public IReadOnlyList<ContainerRun> Runs => [.. _sync.State.All.Select(instance => instance.Run)];

    /// <summary>Completes when the Pod has ended or is deleted; fails when the runner itself has failed.</summary>
    public Task Done => _run;

    /// <summary>Creates a Pod.</summary>
    public static PodRun Create(JsonNode pod, RunOptions? options = null)
    {
        Machine.Demand();
        return new PodRun(PodManifest.Read(pod), options ?? new RunOptions());
    }

    /// <summary>Creates a Pod written as YAML.</summary>
    public static PodRun Create(string yaml, RunOptions? options = null) => Create(Yaml.Read(yaml), options);

    /// <summary>A run of a container.</summary>
    public ContainerRun Run(string container, int attempt = 0) => Runs.Single(run => run.Container == container && run.Attempt == attempt);

    /// <summary>How often a container was started.</summary>
    public int Starts(string container) => Runs.Count(run => run.Container == container && run.StartedAt is not null);

    /// <summary>The output of a container, all its runs.</summary>
    public IReadOnlyList<LogLine> Lines(string container) => [.. Timeline.Lines.Where(line => line.Container == container)];

    /// <summary>Whether a container has said that, in any of its runs.</summary>
    public bool Said(string container, string text) => Timeline.Lines.Any(line => line.Container == container && line.Text.Contains(text, StringComparison.Ordinal));

    /// <summary>When a container said that for the first time.</summary>
    public TimeSpan WhenSaid(string container, string text) => Lines(container).First(line => line.Text.Contains(text, StringComparison.Ordinal)).At;

    /// <summary>The first event of a reason about a container, or null.</summary>
    public PodEvent? Event(string container, string reason) => Timeline.Events.FirstOrDefault(e => e.Container == container && e.Reason == reason);

    /// <summary>What <c>kubectl logs</c> answers: refused as long as the API does not show the container as created.</summary>
    public string KubectlLogs(string container) => Status[container].Run is null
        ? throw new InvalidOperationException($"container \"{container}\" is waiting to start: ContainerCreating")
        : string.Join('\n', Lines(container).Select(line => line.Text));

    /// <summary>Waits until something is so, and fails the test with all that was seen when it does not come.</summary>
    public async Task Until(Func<bool> holds, TimeSpan? within = null, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        var left = _deadline - Timeline.Now;
        var limit = within < left ? within.Value : left;
        if (!await Timeline.UntilAsync(() => _run.IsFaulted || holds(), limit))
            Assert.Fail($"It did not come to `{what}` within {limit.TotalSeconds:F1} s. {Status.Phase}, {(Status.Ready ? "Ready" : "not Ready")}; the output tells what was seen.");
        if (_run.IsFaulted)
            await _run;
    }

    /// <summary>Waits for the Pod's end.</summary>
    public Task UntilEnded() => Until(() => _run.IsCompleted);

    /// <summary>Deletes the Pod; <paramref name="graceSeconds"/> as in <c>kubectl delete --grace-period</c>.</summary>
    public void Delete(int? graceSeconds = null) => _sync.Delete(graceSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    /// <summary>Sends a signal to a container's first process, as the OOM killer or a person on the node would.</summary>
    public Task Signal(string container, string signal) =>
        _sync.State.Latest(container)?.Process?.SignalAsync(signal) ?? throw new InvalidOperationException($"{container} does not run.");

    /// <summary>Runs a command in a container, as <c>kubectl exec</c> does.</summary>
    public Task<(int? ExitCode, string Output)> Exec(string container, params string[] argv) =>
        _sync.State.Latest(container)?.Process?.ExecAsync(argv) ?? throw new InvalidOperationException($"{container} does not run.");

    /// <summary>The sandbox is lost while the containers run: kubelet stops them and begins anew.</summary>
    public void LoseSandbox() => _sync.LoseSandbox();

    /// <summary>The node reboots: everything dies at once, and kubelet begins anew.</summary>
    public Task Reboot() => _sync.RebootAsync();

    /// <summary>Where a volume is on this machine.</summary>
    public string PathOf(string volume) => _sync.Sandbox.Volumes.PathOf(volume);

    /// <summary>Removes it; what was seen of it goes to the test's output.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sync.AbandonAsync(_run);
        TestContext.Current.TestOutputHelper?.WriteLine($"{_sync.State.Pod.Metadata.Name}:\n{Timeline}");
    }
}
