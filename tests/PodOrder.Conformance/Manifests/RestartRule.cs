namespace PodOrder.Conformance.Manifests;

/// <summary>An entry of <c>restartPolicyRules</c>.</summary>
/// <param name="Action">Only <c>Restart</c> is known here.</param>
/// <param name="ExitCodes">Which exit codes it is about.</param>
public sealed record RestartRule(string Action, RestartRule.Codes ExitCodes)
{
    /// <summary>A set of exit codes.</summary>
    /// <param name="Operator"><c>In</c> or <c>NotIn</c>.</param>
    /// <param name="Values">The codes.</param>
    public sealed record Codes(string Operator, List<int> Values);

    /// <summary>Whether the rule is about this exit code.</summary>
    public bool Matches(int exitCode) => ExitCodes.Values.Contains(exitCode) == (ExitCodes.Operator == "In");
}
