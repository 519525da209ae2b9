using PodOrder.Explanations;

namespace PodOrder.Cli.Explaining;

/// <summary>A Pod or template and what is to be said of it.</summary>
/// <param name="Subject">The object: <c>Deployment/shop</c>.</param>
/// <param name="Place">Where it was found: <c>shop.yaml:12:7</c>, or its namespace.</param>
/// <param name="Explanation">The explanation; null where nothing asks for an order.</param>
internal sealed record ExplainedPod(string Subject, string Place, Explanation? Explanation);
