using System.Text.Json;
using System.Text.RegularExpressions;
using PodOrder.Webhook.Certificates.Authorities;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Tests.Certificates;

/// <summary>docs/certificates.md says what the code does.</summary>
public sealed partial class CertificatePageTests
{
    private static readonly string _page = Repository.Text("docs/certificates.md");

    [Fact]
    public void Its_times_are_those_of_the_code()
    {
        var times = new AuthorityTimes();

        Assert.Contains($"good for {times.LeafLife.TotalHours} hours", _page);
        Assert.Contains($"after {times.LeafLife.TotalHours * 2 / 3} hours it signs another", _page);
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromHours(1)), (times.Spread, times.Skew));
        Assert.Contains("have held it for an hour", _page);
        Assert.Contains("reach back an hour", _page);
        Assert.Contains($"has expired, {(times.LeafLife + times.Skew).TotalHours} hours later", _page);
        Assert.Contains($"who signs; {times.AuthorityLife.TotalDays / 365} years", _page);
        Assert.Equal(365, times.Succession.TotalDays);
        Assert.Contains("made a year before the end", _page);
    }

    [Fact]
    public void Its_table_names_every_key_of_the_Secret()
    {
        var times = new AuthorityTimes();
        var set = new AuthoritySet(Authority.Make(DateTimeOffset.UtcNow, times)) { Next = Authority.Make(DateTimeOffset.UtcNow, times), Previous = Authority.Make(DateTimeOffset.UtcNow, times).CertificatePem };
        using var secret = JsonDocument.Parse(AuthoritySecret.Create(set, "any"));

        Assert.Equal(
            secret.RootElement.GetProperty("data").EnumerateObject().Select(key => key.Name).Order(StringComparer.Ordinal),
            Keys().Matches(_page).Select(key => key.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_oldest_Kubernetes_is_that_of_the_code() => Assert.Contains($"is older than {KubernetesVersion.Oldest}", _page);

    [GeneratedRegex(@"\bca(?:-\w+)?\.(?:crt|key|until)\b")]
    private static partial Regex Keys();
}
