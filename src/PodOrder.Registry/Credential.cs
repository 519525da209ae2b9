using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace PodOrder.Registry;

/// <summary>A user and a password; its text is never the secret.</summary>
internal sealed class Credential : IEquatable<Credential>
{
    // Known to this process alone: what is kept to compare credentials cannot be guessed back into them.
    private static readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    private readonly string _fingerprint;

    public Credential(string user, string password)
    {
        var pair = Encoding.UTF8.GetBytes($"{user}:{password}");
        Basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
        _fingerprint = Convert.ToHexString(HMACSHA256.HashData(_key, pair));
    }

    /// <summary>How it is shown to a server (RFC 7617).</summary>
    public AuthenticationHeaderValue Basic { get; }

    public bool Equals(Credential? other) => other is not null && other._fingerprint == _fingerprint;

    public override bool Equals(object? obj) => Equals(obj as Credential);

    public override int GetHashCode() => _fingerprint.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => "(credential)";
}
