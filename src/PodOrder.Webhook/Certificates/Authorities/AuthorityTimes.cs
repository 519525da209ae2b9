namespace PodOrder.Webhook.Certificates.Authorities;

/// <summary>How long certificates live, and what is waited for between them.</summary>
internal sealed record AuthorityTimes
{
    /// <summary>The life of an authority.</summary>
    public TimeSpan AuthorityLife { get; init; } = TimeSpan.FromDays(5 * 365);

    /// <summary>How long before the end of an authority its successor is made.</summary>
    public TimeSpan Succession { get; init; } = TimeSpan.FromDays(365);

    /// <summary>How long a successor is in the caBundles before it signs: every API server has to have seen it.</summary>
    public TimeSpan Spread { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The life of the certificate that is served; it is renewed when two thirds of it are over.</summary>
    public TimeSpan LeafLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How far a certificate reaches back, and an old authority's place in the caBundles reaches on: clocks differ.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often to look whether something is due, and how long to wait for news of what was written.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(5);
}
