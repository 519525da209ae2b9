using System.Text;

namespace PodOrder.Webhook.Certificates.Authorities;

/// <summary>The authorities of an installation: who signs, who will, and who is still trusted.</summary>
/// <param name="Signer">Signs the serving certificates.</param>
internal sealed record AuthoritySet(Authority Signer)
{
    /// <summary>Will sign when every API server has had time to see it in its caBundle.</summary>
    public Authority? Next { get; init; }

    /// <summary>The certificate, in PEM, of who signed before; its key is gone.</summary>
    public string? Previous { get; init; }

    /// <summary>Until when a certificate that <see cref="Previous"/> has signed may be served.</summary>
    public DateTimeOffset PreviousUntil { get; init; }

    /// <summary>Whom the API servers have to trust: the text of every caBundle. All replicas write the same one.</summary>
    public string Bundle => new StringBuilder(Previous).Append(Signer.CertificatePem).Append(Next?.CertificatePem).ToString();

    /// <summary>The same with a successor, for when somebody asks for a new authority before its time.</summary>
    public AuthoritySet Succeeded(DateTimeOffset now, AuthorityTimes times) => Next is null ? this with { Next = Authority.Make(now, times) } : this;

    /// <summary>What the time has brought about; the same object where that is nothing.</summary>
    /// <param name="now">The time.</param>
    /// <param name="times">What is waited for.</param>
    /// <param name="hasSpread">Whether the caBundles have held <see cref="Bundle"/> for long enough.</param>
    public AuthoritySet At(DateTimeOffset now, AuthorityTimes times, bool hasSpread)
    {
        if (Previous is not null && now >= PreviousUntil)
            return (this with { Previous = null }).At(now, times, hasSpread);
        if (now >= Signer.NotAfter)
            return new AuthoritySet(Next is not null && now < Next.NotAfter ? Next : Authority.Make(now, times));
        if (Next is not null && hasSpread && Previous is null)
            return new AuthoritySet(Next) { Previous = Signer.CertificatePem, PreviousUntil = now + times.LeafLife + times.Skew };
        return now >= Signer.NotAfter - times.Succession ? Succeeded(now, times) : this;
    }
}
