using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PodOrder.Webhook.Tests.Cluster;
using Prometheus;
using static PodOrder.Webhook.Tests.Cluster.Installation;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Certificates;

public sealed class SelfManagedCertificateTests : IAsyncLifetime
{
    private Installation _installation = null!;

    public async ValueTask InitializeAsync() => _installation = await PrepareAsync();

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task An_empty_Secret_is_filled_and_a_client_that_trusts_the_caBundle_alone_is_served()
    {
        _installation.MakeEmptySecret();
        var replica = await _installation.StartReadyAsync();

        var leaf = await _installation.HandshakeAsync(replica, _installation.Bundle());

        Assert.Equal(_installation.Kept("ca.crt"), _installation.Bundle());
        Assert.Equal("yes", (string?)_installation.Api.Objects.Get(Secret)!["metadata"]!["labels"]!["kept"]);
        Assert.All(["localhost", "127.0.0.1"], name => Assert.True(leaf.MatchesHostname(name), name));
        Assert.Equal(TimeSpan.FromHours(25), leaf.NotAfter - leaf.NotBefore);
        Assert.True(leaf.SerialNumberBytes.Length >= 16);
        Assert.Equal("1.3.6.1.5.5.7.3.1", leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages[0].Value);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature, leaf.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);
        Assert.False(leaf.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        using var authority = X509Certificate2.CreateFromPem(_installation.Bundle());
        Assert.Equal(
            authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifierBytes,
            leaf.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().Single().KeyIdentifier!.Value);
        Assert.True(authority.Extensions.OfType<X509BasicConstraintsExtension>().Single() is { CertificateAuthority: true, HasPathLengthConstraint: true, PathLengthConstraint: 0, Critical: true });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Replicas_that_start_together_agree_on_one_authority(bool isEmptySecretThere)
    {
        if (isEmptySecretThere)
            _installation.MakeEmptySecret();
        // No write is let through before three want to write: each of them has seen nothing.
        var (writers, together) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _installation.Api.Instead = async context =>
        {
            if (context.Request.Method is "POST" or "PATCH" && context.Request.Path.Value!.Contains("/secrets", StringComparison.Ordinal) && Interlocked.Increment(ref writers) <= 3)
            {
                if (writers == 3)
                    together.TrySetResult();
                await together.Task;
            }
            return false;
        };
        var replicas = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _installation.StartReadyAsync()));

        Assert.Equal(1, CountIn(_installation.Bundle()));
        foreach (var replica in replicas)
            await _installation.HandshakeAsync(replica, _installation.Kept("ca.crt")!);
        Assert.Equal(3, (await Task.WhenAll(replicas.Select(r => _installation.HandshakeAsync(r, _installation.Bundle())))).Select(leaf => leaf.SerialNumber).Distinct().Count());
    }

    [Fact]
    public async Task Over_months_authorities_follow_one_another_and_no_handshake_fails()
    {
        _installation.MakeEmptySecret();
        _installation.Times = _installation.Times with { AuthorityLife = TimeSpan.FromDays(30), Succession = TimeSpan.FromDays(10) };
        RunningServer[] replicas = [await _installation.StartReadyAsync(), await _installation.StartReadyAsync()];
        var authorities = new HashSet<string>();
        var mostTrusted = 0;

        for (var hour = 0; hour < 24 * 60; hour += 6)
        {
            // An API server whose news are old: it still has the bundle of before, and a certificate of now has to do.
            var bundle = _installation.Bundle(Mutating);
            _installation.Time.Pass(TimeSpan.FromHours(6));
            var now = _installation.Time.GetUtcNow();
            // A step takes milliseconds here: nobody may be left days behind.
            await Eventually.HoldsAsync(() => _installation.Bundle() == _installation.Kept("ca-previous.crt") + _installation.Kept("ca.crt") + _installation.Kept("ca-next.crt"));
            foreach (var replica in replicas)
            {
                await Eventually.HoldsAsync(async () => await ExpiryAsync(replica) > now.AddHours(7) && await IsSignedByAsync(replica, _installation.Kept("ca.crt")!));
                authorities.Add((await _installation.HandshakeAsync(replica, bundle)).Issuer);
                await _installation.HandshakeAsync(replica, _installation.Bundle(Validating));
            }
            mostTrusted = Math.Max(mostTrusted, CountIn(_installation.Bundle(Mutating)));
        }

        Assert.InRange(authorities.Count, 3, 4);
        Assert.Equal(2, mostTrusted);
    }

    [Fact]
    public async Task A_successor_is_trusted_first_signs_when_that_has_spread_and_its_predecessor_goes_last()
    {
        _installation.MakeEmptySecret();
        var replica = await _installation.StartReadyAsync();
        var first = _installation.Kept("ca.crt")!;
        await PassAsync(TimeSpan.FromDays(4 * 365) + TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(() => CountIn(_installation.Bundle()) == 2);
        var next = _installation.Kept("ca-next.crt")!;
        await SignedByAsync(replica, first);

        var minutes = 0;
        for (; _installation.Kept("ca.crt") == first; minutes++)
        {
            Assert.True(minutes > 60 || await IsSignedByAsync(replica, first));
            await PassAsync(TimeSpan.FromMinutes(1));
        }
        Assert.InRange(minutes, 60, 600);
        Assert.Equal((null, null, first), (_installation.Kept("ca-next.crt"), _installation.Kept("ca-next.key"), _installation.Kept("ca-previous.crt")));
        Assert.Equal(first + next, _installation.Bundle());
        await Eventually.HoldsAsync(async () => await IsSignedByAsync(replica, next));

        await PassAsync(TimeSpan.FromHours(24));
        Assert.Equal(first + next, _installation.Bundle());
        await PassAsync(TimeSpan.FromHours(2));
        await Eventually.HoldsAsync(() => _installation.Bundle() == next);
        Assert.Null(_installation.Kept("ca-previous.crt"));
    }

    [Fact]
    public async Task A_successor_does_not_sign_while_the_caBundles_cannot_be_written()
    {
        _installation.MakeEmptySecret();
        var replica = await _installation.StartReadyAsync();
        var first = _installation.Kept("ca.crt")!;
        _installation.Api.Instead = async context => context.Request.Method == "PATCH" && context.Request.Path.Value == Validating
            && await FakeApiServer.RefuseAsync(context, 403, "Forbidden", "no");

        await PassAsync(TimeSpan.FromDays((4 * 365) + 1));
        await PassAsync(TimeSpan.FromHours(12));
        await SaysAsync(replica, "The webhook configurations are not kept: ValidatingWebhookConfiguration/podorder cannot be patched, the API server answers 403 Forbidden: no.");
        Assert.True(await IsSignedByAsync(replica, first));

        _installation.Api.Instead = _ => Task.FromResult(false);
        await Eventually.HoldsAsync(() => CountIn(_installation.Bundle()) == 2);
        await Eventually.HoldsAsync(async () =>
        {
            await PassAsync(TimeSpan.FromMinutes(10));
            return !await IsSignedByAsync(replica, first);
        });
        await _installation.HandshakeAsync(replica, _installation.Bundle());
    }

    [Fact]
    public async Task A_Secret_that_is_deleted_is_made_again_with_the_old_authority_and_its_successor()
    {
        _installation.MakeEmptySecret();
        var replica = await _installation.StartReadyAsync();
        var first = _installation.Kept("ca.crt");

        _installation.Api.Objects.Delete(Secret);

        await Eventually.HoldsAsync(() => _installation.Kept("ca-next.crt") is { } next && _installation.Bundle() == first + next);
        Assert.Equal(first, _installation.Kept("ca.crt"));
        await SignedByAsync(replica, first!);
    }

    [Theory]
    [InlineData(true, "POST", 403, "Forbidden", "secrets is forbidden")]
    [InlineData(false, "PATCH", 422, "Invalid", "data: field is immutable when `immutable` is set")]
    [InlineData(false, "PATCH", 500, "InternalError", "etcd")]
    public async Task A_Secret_that_cannot_be_written_is_told_of_and_what_was_served_goes_on(bool isGone, string method, int code, string reason, string message)
    {
        _installation.MakeEmptySecret();
        var replica = await _installation.StartReadyAsync();
        var bundle = _installation.Bundle();
        _installation.Api.Instead = async context => context.Request.Method == method && context.Request.Path.Value!.Contains("/secrets", StringComparison.Ordinal)
            && await FakeApiServer.RefuseAsync(context, code, reason, message);

        if (isGone)
            _installation.Api.Objects.Delete(Secret);
        else
            _installation.Api.Objects.Patch(Secret, "application/merge-patch+json", """{"data":null}""");
        await SaysAsync(replica, $"The certificate authority stays as it is: Secret podorder-system/podorder-webhook-ca cannot be written, the API server answers {code} {reason}: {message}.");
        Assert.Equal(bundle, _installation.Bundle());
        await _installation.HandshakeAsync(replica, bundle);

        _installation.Api.Instead = _ => Task.FromResult(false);
        await Eventually.HoldsAsync(() => _installation.Kept("ca-next.crt") is { } next && _installation.Bundle() == bundle + next);
    }

    [Theory]
    [InlineData("ca.crt", "rubbish", "ca.crt is of no use, it is no pair of a PEM certificate and its key: ")]
    [InlineData("ca.key", "rubbish", "ca.crt is of no use, it is no pair of a PEM certificate and its key: ")]
    [InlineData("ca.crt", "leaf", "ca.crt is of no use, the certificate is none of an authority (CA:TRUE is missing)")]
    [InlineData("ca.crt", null, "it holds something else than ca.crt and ca.key")]
    public async Task A_damaged_Secret_is_left_alone_and_what_was_served_goes_on(string key, string? damage, string why)
    {
        _installation.MakeEmptySecret();
        var replica = await _installation.StartReadyAsync();
        var (first, bundle) = (_installation.Api.Objects.Get(Secret)!["data"]!.DeepClone(), _installation.Bundle());
        var leaf = TestCertificate.Make("leaf");
        Damage(key, damage == "leaf" ? leaf.Certificate : damage);
        if (damage == "leaf")
            Damage("ca.key", leaf.Key);
        var damaged = _installation.Api.Objects.Get(Secret)!.ToJsonString();

        await SaysAsync(replica, $"The certificate authority stays as it is: Secret podorder-system/podorder-webhook-ca is not PodOrder's or is damaged ({why}");
        Assert.StartsWith("ok, the certificate expires at ", await SaidAsync(replica));
        _installation.Time.Pass(TimeSpan.FromHours(20));
        await Eventually.HoldsAsync(async () => await ExpiryAsync(replica) > _installation.Time.GetUtcNow().AddHours(23));

        Assert.Equal(damaged, _installation.Api.Objects.Get(Secret)!.ToJsonString());
        await _installation.HandshakeAsync(replica, bundle);
        var mended = _installation.Api.Objects.Get(Secret)!;
        mended["data"] = first;
        _installation.Api.Objects.Update(Secret, mended);
        await Eventually.HoldsAsync(async () => !(await SaidAsync(replica)).Contains("damaged", StringComparison.Ordinal));
        Assert.Equal(bundle, _installation.Bundle());
    }

    [Fact]
    public async Task A_Secret_of_somebody_else_is_told_of_at_the_start_and_left_alone()
    {
        _installation.MakeEmptySecret();
        Damage("tls.crt", "somebody's");
        var replica = await _installation.StartAsync();

        await SaysAsync(replica, "There is no certificate authority yet: Secret podorder-system/podorder-webhook-ca is not PodOrder's or is damaged (it holds something else than ca.crt and ca.key) and is left alone; delete it or empty its data to have it made anew.");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await replica.Client.GetAsync("/readyz")).StatusCode);
        Assert.Equal("somebody's", _installation.Kept("tls.crt"));
        Assert.DoesNotContain(_installation.Api.Requests, request => request.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_API_server_at_the_start_reviews_are_answered_and_readyz_says_why_it_is_not_ready()
    {
        _installation.MakeEmptySecret();
        await _installation.Api.DownAsync();
        var replica = await _installation.StartAsync();

        await replica.AssertGoesOnServingAsync();
        await SaysAsync(replica, "There is no certificate authority yet: Secret podorder-system/podorder-webhook-ca cannot be followed, Connection refused");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await replica.Client.GetAsync("/readyz")).StatusCode);

        await _installation.Api.UpAsync();
        await ReadyAsync(replica);
        await _installation.HandshakeAsync(replica, _installation.Bundle());
    }

    [Fact]
    public async Task While_the_API_server_is_away_the_certificate_is_renewed_and_readyz_tells()
    {
        _installation.MakeEmptySecret();
        var replica = await _installation.StartReadyAsync();
        var bundle = _installation.Bundle();

        await _installation.Api.DownAsync();
        await SaysAsync(replica, "The certificate authority stays as it is: Secret podorder-system/podorder-webhook-ca cannot be followed");
        for (var day = 0; day < 10; day++)
        {
            _installation.Time.Pass(TimeSpan.FromHours(20));
            await Eventually.HoldsAsync(async () => await ExpiryAsync(replica) > _installation.Time.GetUtcNow().AddHours(23));
            await _installation.HandshakeAsync(replica, bundle);
        }

        Assert.Equal(HttpStatusCode.OK, (await replica.Client.GetAsync("/readyz")).StatusCode);
        await replica.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task The_metrics_tell_when_the_authority_expires_and_what_was_patched()
    {
        _installation.MakeEmptySecret();
        var replica = await _installation.StartReadyAsync();
        var metrics = new MemoryStream();
        await replica.Application.Services.GetRequiredService<CollectorRegistry>().CollectAndExportAsTextAsync(metrics);

        var lines = Encoding.UTF8.GetString(metrics.ToArray()).Split('\n');
        var expiry = double.Parse(lines.Single(line => line.StartsWith("podorder_authority_expiry_timestamp_seconds ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds((long)expiry), DateTimeOffset.UtcNow.AddDays((5 * 365) - 1), DateTimeOffset.UtcNow.AddDays(5 * 365));
        Assert.Contains("podorder_configuration_patches_total{configuration=\"mutatingwebhookconfigurations\",result=\"patched\"} 1", lines);
        Assert.Contains("podorder_configuration_patches_total{configuration=\"validatingwebhookconfigurations\",result=\"patched\"} 1", lines);
    }

    [Theory]
    [InlineData(403, "Forbidden")]
    [InlineData(500, "InternalError")]
    public async Task A_Secret_that_must_not_be_read_is_told_of(int code, string reason)
    {
        _installation.Api.Instead = async context => context.Request.Path.Value!.Contains("/secrets", StringComparison.Ordinal) && await FakeApiServer.RefuseAsync(context, code, reason, "secrets is out of reach");
        var replica = await _installation.StartAsync();

        await SaysAsync(replica, $"There is no certificate authority yet: Secret podorder-system/podorder-webhook-ca cannot be followed, the API server answers {code} {reason}: secrets is out of reach.");
    }

    [Fact]
    public async Task A_clock_that_is_far_off_does_not_drive_the_authorities_on()
    {
        _installation.MakeEmptySecret();
        var replica = await _installation.StartReadyAsync();
        var before = _installation.Api.Objects.Get(Secret)!.ToJsonString();
        _installation.Api.Time = new ShiftedTime();

        _installation.Time.Pass(TimeSpan.FromDays(1600));
        _installation.Api.CutWatches();
        await SaysAsync(replica, "this machine's clock is 1600d 00:00 ahead of the API server's");
        // Good by the one clock as by the other.
        await Eventually.HoldsAsync(async () => await BeginAsync(replica) < _installation.Api.Time.GetUtcNow());
        await _installation.HandshakeAsync(replica, _installation.Bundle(), _installation.Api.Time);
        await _installation.HandshakeAsync(replica, _installation.Bundle(), _installation.Time);

        Assert.Equal(before, _installation.Api.Objects.Get(Secret)!.ToJsonString());
    }

    [Fact]
    public async Task Renewal_under_load_drops_no_request()
    {
        _installation.MakeEmptySecret();
        _installation.Times = _installation.Times with { LeafLife = TimeSpan.FromSeconds(1.5) };
        var replica = await _installation.StartReadyAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(6));
        var served = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();

        var answered = await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => AskUntilAsync(worker % 2 == 0)));

        Assert.All(answered, count => Assert.True(count > 0));
        Assert.InRange(served.Count, 4, 12);

        async Task<int> AskUntilAsync(bool newConnections)
        {
            var handler = new SocketsHttpHandler();
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => served.TryAdd(certificate!.GetCertHashString(), true) || true;
            using var client = replica.NewClient(handler);
            var count = 0;
            for (; !stop.IsCancellationRequested; count++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/mutate") { Content = new StringContent(Review().ToJsonString(), Encoding.UTF8, "application/json") };
                request.Headers.ConnectionClose = newConnections;
                Assert.True((bool?)(await (await client.SendAsync(request, CancellationToken.None)).ResponseAsync())["allowed"]);
            }
            return count;
        }
    }

    // A step at a time, as time passes: what is due is done in between.
    private async Task PassAsync(TimeSpan time)
    {
        _installation.Time.Pass(time);
        await Task.Delay(_installation.Times.Look * 2);
    }

    private static async Task<DateTimeOffset> BeginAsync(RunningServer replica)
    {
        using var leaf = await LeafAsync(replica);
        return leaf.NotBefore.ToUniversalTime();
    }

    private static async Task<DateTimeOffset> ExpiryAsync(RunningServer replica)
    {
        using var leaf = await LeafAsync(replica);
        return leaf.NotAfter.ToUniversalTime();
    }

    private static async Task<X509Certificate2> LeafAsync(RunningServer replica)
    {
        await using var tls = await replica.HandshakeAsync();
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.Export(X509ContentType.Cert));
    }

    private async Task SignedByAsync(RunningServer replica, string authority) => await _installation.HandshakeAsync(replica, authority);

    private static async Task<bool> IsSignedByAsync(RunningServer replica, string authority)
    {
        await using var tls = await replica.HandshakeAsync();
        using var signer = X509Certificate2.CreateFromPem(authority);
        return tls.RemoteCertificate!.Issuer == signer.Subject;
    }

    private void Damage(string key, string? text)
    {
        var secret = _installation.Api.Objects.Get(Secret)!;
        var data = (secret["data"] ??= new JsonObject()).AsObject();
        if (text is null)
            data.Remove(key);
        else
            data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        _installation.Api.Objects.Update(Secret, secret);
    }
}
