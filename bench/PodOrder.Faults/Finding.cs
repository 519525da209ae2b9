namespace PodOrder.Faults;

/// <summary>What was seen while something went wrong.</summary>
/// <param name="HowOften">How often it was tried, with its unit: <c>20 kills</c>.</param>
/// <param name="Seen">What the server did, in numbers.</param>
internal sealed record Finding(string HowOften, string Seen);
