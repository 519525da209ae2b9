using System.Diagnostics;
using PodOrder.Injection;
using PodOrder.Policies;
using PodOrder.Registry;
using PodOrder.Webhook.Registry;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Admission;

/// <summary>Decides on Pods whose commands may have to be looked up in the registries of their images.</summary>
internal sealed class ImageAdmission(InjectionOptions options, ImageLookUp lookUp, PullSecrets? secrets, LookUpMetrics metrics)
{
    private static readonly IReadOnlyDictionary<string, ImageCommand> Nothing = new Dictionary<string, ImageCommand>();

    /// <summary>The mutating decision, with what the images' registries know.</summary>
    public async ValueTask<Verdict> MutateAsync(AdmissionRequest request, IReadOnlyList<PodOrderPolicy> policies, CancellationToken deadline)
    {
        var missing = PodAdmission.ImagesToLookUp(request, policies);
        if (missing.Count == 0)
            return PodAdmission.Mutate(request, options, Nothing, policies);

        // Secrets and images together have one budget; without it a slow API server would add to it.
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        budget.CancelAfter(lookUp.Budget);
        var credentials = secrets is null ? PodCredentials.None : await secrets.OfAsync(request.Namespace, request.Object!.Value, budget.Token);
        var containers = missing.Keys.ToArray();
        // Images are looked up once each, and all at the same time: the API server waits.
        var found = await Task.WhenAll(containers.Select(container => FindAsync(missing[container], credentials.Configs, budget.Token)));
        var commands = containers.Zip(found).Where(it => it.Second.IsFound).ToDictionary(it => it.First, it => it.Second.Command!, StringComparer.Ordinal);
        var verdict = PodAdmission.Mutate(request, options, commands, policies);
        return verdict.Refusal is { Reason: nameof(RefusalReason.UnknownCommand) } refusal && found.FirstOrDefault(it => !it.IsFound) is { } failed
            ? verdict with { Refusal = refusal with { Message = $"{refusal.Message}. {Sentence(failed, credentials)}" } }
            : verdict;
    }

    private async Task<LookUp> FindAsync(string image, IReadOnlyList<DockerConfig> credentials, CancellationToken budget)
    {
        var begin = Stopwatch.GetTimestamp();
        var found = await lookUp.FindAsync(image, credentials, budget);
        metrics.Count(found, Stopwatch.GetElapsedTime(begin));
        return found;
    }

    private static string Sentence(LookUp failed, PodCredentials credentials) => credentials.Trouble is { } trouble ? $"{failed.Sentence} {trouble}" : failed.Sentence;
}
