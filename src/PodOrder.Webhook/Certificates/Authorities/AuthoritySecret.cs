using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Certificates.Authorities;

/// <summary>The Secret that holds the authorities, as it was read.</summary>
/// <param name="ResourceVersion">Which version of it.</param>
/// <param name="Authorities">What it holds, or null.</param>
/// <param name="Fault">Why it is of no use, as part of a sentence; null together with no authorities: it is empty, and there to be filled.</param>
internal sealed record AuthoritySecret(string ResourceVersion, AuthoritySet? Authorities, string? Fault)
{
    private const string Certificate = "ca.crt", Key = "ca.key";
    private const string NextCertificate = "ca-next.crt", NextKey = "ca-next.key";
    private const string PreviousCertificate = "ca-previous.crt", PreviousUntil = "ca-previous.until";

    /// <summary>Reads it.</summary>
    public static AuthoritySecret Read(JsonElement secret)
    {
        var version = ObjectMetadata.Of(secret).ResourceVersion;
        var data = secret.TryGetProperty("data", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        if (data.ValueKind != JsonValueKind.Object || !data.EnumerateObject().Any())
            return new AuthoritySecret(version, null, null);
        try
        {
            return new AuthoritySecret(version, ReadSet(data), null);
        }
        catch (Exception e) when (e is UnusableCertificateException or FormatException or CryptographicException or ArgumentException)
        {
            return new AuthoritySecret(version, null, e.Message);
        }
    }

    /// <summary>The body of a patch that puts authorities into the Secret, if it is still of a version.</summary>
    public static ReadOnlyMemory<byte> Patch(AuthoritySet authorities, string resourceVersion) => Write(json =>
    {
        json.WriteStartObject("metadata");
        json.WriteString("resourceVersion", resourceVersion);
        json.WriteEndObject();
        WriteData(json, authorities, json.WriteNull);
    });

    /// <summary>The body that makes the Secret.</summary>
    public static ReadOnlyMemory<byte> Create(AuthoritySet authorities, string name) => Write(json =>
    {
        json.WriteString("apiVersion", "v1");
        json.WriteString("kind", "Secret");
        json.WriteString("type", "Opaque");
        json.WriteStartObject("metadata");
        json.WriteString("name", name);
        json.WriteStartObject("labels");
        json.WriteString("app.kubernetes.io/name", "podorder");
        json.WriteEndObject();
        json.WriteEndObject();
        WriteData(json, authorities, _ => { });
    });

    private static AuthoritySet ReadSet(JsonElement data)
    {
        if (Text(data, Certificate) is not { } certificate || Text(data, Key) is not { } key)
            throw new UnusableCertificateException($"it holds something else than {Certificate} and {Key}");
        var set = new AuthoritySet(Read(Certificate, certificate, key));
        if (Text(data, NextCertificate) is { } nextCertificate && Text(data, NextKey) is { } nextKey)
            set = set with { Next = Read(NextCertificate, nextCertificate, nextKey) };
        if (Text(data, PreviousCertificate) is { } previous)
            set = set with { Previous = Authority.Normal(previous), PreviousUntil = Instant(data, PreviousUntil) };
        return set;
    }

    private static Authority Read(string name, string certificate, string key)
    {
        try
        {
            return Authority.Read(certificate, key);
        }
        catch (UnusableCertificateException e)
        {
            throw new UnusableCertificateException($"{name} is of no use, {e.Message}", e);
        }
    }

    private static DateTimeOffset Instant(JsonElement data, string name) =>
        DateTimeOffset.TryParse(Text(data, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new UnusableCertificateException($"{name} is no instant such as 2026-01-31T12:00:00Z");

    private static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetString(value.GetBytesFromBase64()) : null;

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    private static void WriteData(Utf8JsonWriter json, AuthoritySet authorities, Action<string> leaveOut)
    {
        json.WriteStartObject("data");
        Put(Certificate, authorities.Signer.CertificatePem);
        Put(Key, authorities.Signer.KeyPem);
        Put(NextCertificate, authorities.Next?.CertificatePem);
        Put(NextKey, authorities.Next?.KeyPem);
        Put(PreviousCertificate, authorities.Previous);
        Put(PreviousUntil, authorities.Previous is null ? null : Said(authorities.PreviousUntil));
        json.WriteEndObject();

        void Put(string name, string? text)
        {
            if (text is null)
                leaveOut(name);
            else
                json.WriteBase64String(name, Encoding.UTF8.GetBytes(text));
        }
    }

    private static string Said(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
