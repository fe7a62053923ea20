using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats;

namespace SecureDrop.Certificates;

/// <summary>A certificate that keeps to the profile: only public packets, each bound by a verified self-signature.</summary>
public sealed class Certificate
{
    internal Certificate(PgpPublicKeyRing packets, string userId, DateTimeOffset? expires, IReadOnlyList<EncryptionSubkey> subkeys, string armored)
    {
        Packets = packets;
        Primary = FingerprintOf(packets.GetPublicKey());
        (UserId, Expires, Subkeys, Armored) = (userId, expires, subkeys, armored);
    }

    public Fingerprint Primary { get; }

    /// <summary>What its maker calls it: UTF-8 without control characters, and no proof of anything.</summary>
    public string UserId { get; }

    /// <summary>When the primary key was made.</summary>
    public DateTimeOffset Created => new(DateTime.SpecifyKind(PrimaryKey.CreationTime, DateTimeKind.Utc));

    /// <summary>The first instant at which the primary key no longer holds; null when it has no end of its own.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>In the certificate's order; none for an operator or a root.</summary>
    public IReadOnlyList<EncryptionSubkey> Subkeys { get; }

    /// <summary>The canonical armored form, final line end included.</summary>
    public string Armored { get; }

    internal PgpPublicKeyRing Packets { get; }

    internal PgpPublicKey PrimaryKey => Packets.GetPublicKey();

    /// <summary>Reads one armored certificate and judges every rule of the profile.</summary>
    /// <param name="armored">The armored block alone.</param>
    /// <param name="now">The clock for the primary key's validity. Subkeys may lie in the past or future: the keyring's lines rule them.</param>
    /// <param name="certificate">The certificate when accepted.</param>
    /// <param name="refusal">The first rule that failed.</param>
    public static bool TryRead(
        ReadOnlySpan<char> armored, DateTimeOffset now,
        [NotNullWhen(true)] out Certificate? certificate, out CertificateRefusal refusal) =>
        CertificateJudge.TryJudge(armored, now, out certificate, out refusal);

    internal static Fingerprint FingerprintOf(PgpPublicKey key) => new(key.GetFingerprint());

    public override string ToString() => Primary.ToString();
}
