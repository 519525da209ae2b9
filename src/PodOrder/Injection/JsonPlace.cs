namespace PodOrder.Injection;

/// <summary>Where a value stands on a <see cref="JsonSheet"/>.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct JsonPlace(int Start, int Length);
