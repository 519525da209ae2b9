using System.Text.Json;

namespace PodOrder.Pods;

/// <summary>Reads when a container may run again.</summary>
internal static class RestartPolicies
{
    /// <summary>The policy that a value names, or null.</summary>
    public static RestartPolicy? Read(JsonElement json) =>
        json.Is("Always"u8) ? RestartPolicy.Always
        : json.Is("OnFailure"u8) ? RestartPolicy.OnFailure
        : json.Is("Never"u8) ? RestartPolicy.Never
        : null;

    /// <summary>The policy with what restartPolicyRules allow beyond it (Kubernetes 1.34, KEP-5307).</summary>
    public static RestartPolicy WithRules(RestartPolicy declared, JsonElement rules)
    {
        foreach (var rule in rules.Each())
        {
            if (RestartsOnSuccess(rule)) return RestartPolicy.Always;
        }
        return rules.Count() > 0 && declared == RestartPolicy.Never ? RestartPolicy.OnFailure : declared;
    }

    private static bool RestartsOnSuccess(JsonElement rule)
    {
        var exitCodes = rule.Member("exitCodes"u8);
        return exitCodes.Member("values"u8).Items().Any(code => code.Int() == 0) == exitCodes.Member("operator"u8).Is("In"u8);
    }
}
