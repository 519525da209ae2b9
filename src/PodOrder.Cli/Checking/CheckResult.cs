namespace PodOrder.Cli.Checking;

/// <summary>A thing that was checked.</summary>
/// <param name="Category">What it belongs to.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Message">What was found, and where it is not as it should be, what to do.</param>
internal sealed record CheckResult(string Category, CheckOutcome Outcome, string Message)
{
    public static CheckResult Passed(string category, string message) => new(category, CheckOutcome.Passed, message);

    public static CheckResult Doubtful(string category, string message) => new(category, CheckOutcome.Doubtful, message);

    public static CheckResult Failed(string category, string message) => new(category, CheckOutcome.Failed, message);
}
