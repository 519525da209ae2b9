namespace PodOrder.Registry;

/// <summary>What was got, or why it was not.</summary>
internal sealed record Answer<T>(T? Value, LookUp? Failure)
    where T : class;
