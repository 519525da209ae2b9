using System.Net.Http.Headers;

namespace PodOrder.Registry;

/// <summary>What is shown to a registry.</summary>
/// <param name="Header">Holds a secret; see <see cref="ToString"/>.</param>
/// <param name="Life">How long it may be used; none where that is not positive.</param>
internal sealed record Authorization(AuthenticationHeaderValue Header, TimeSpan Life)
{
    public override string ToString() => "(authorization)";
}
