using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Bcpg.Sig;

namespace SecureDrop.Certificates;

/// <summary>
/// What the certificates of this project say about themselves, stated once for those who write and those who judge. Source: RFC 9580
/// §5.2.3. Version 4; EdDSALegacy (22) primary key that certifies and signs; Curve25519 ECDH (18) subkeys that encrypt; SHA-512.
/// </summary>
internal static class CertificateProfile
{
    public const int CertifyAndSign = KeyFlags.CertifyOther | KeyFlags.SignData;
    public const int Encrypt = KeyFlags.EncryptComms | KeyFlags.EncryptStorage;
    public const byte FeatureSeipdVersion1 = 0x01;

    public static int[] Symmetric { get; } = [(int)SymmetricKeyAlgorithmTag.Aes256];
    public static int[] Hash { get; } = [(int)HashAlgorithmTag.Sha512];
    public static int[] Compression { get; } = [(int)CompressionAlgorithmTag.Uncompressed];

    /// <summary>Signed area of the user ID's self-signature.</summary>
    public static PgpSignatureSubpacketVector UserIdBinding(PgpPublicKey primary, DateTime day)
    {
        var subpackets = Common(primary, day);
        subpackets.SetKeyFlags(isCritical: true, CertifyAndSign);
        subpackets.SetPreferredSymmetricAlgorithms(isCritical: false, Symmetric);
        subpackets.SetPreferredHashAlgorithms(isCritical: false, Hash);
        subpackets.SetPreferredCompressionAlgorithms(isCritical: false, Compression);
        subpackets.SetFeature(isCritical: false, FeatureSeipdVersion1);
        return subpackets.Generate();
    }

    /// <summary>Signed area of a subkey's binding.</summary>
    /// <param name="primary">The key that binds.</param>
    /// <param name="day">The subkey's creation; a binding older than its subkey is void for gpg and sq.</param>
    /// <param name="expires">First instant at which the subkey no longer holds; null for no end of its own.</param>
    public static PgpSignatureSubpacketVector SubkeyBinding(PgpPublicKey primary, DateTime day, DateTime? expires)
    {
        var subpackets = Common(primary, day);
        subpackets.SetKeyFlags(isCritical: true, Encrypt);
        if (expires is { } end) subpackets.SetKeyExpirationTime(isCritical: true, (long)(end - day).TotalSeconds);
        return subpackets.Generate();
    }

    public static PgpSignatureSubpacketVector Revocation(PgpPublicKey primary, DateTime day)
    {
        var subpackets = Common(primary, day);
        subpackets.SetRevocationReason(isCritical: false, RevocationReasonTag.NoReason, "");
        return subpackets.Generate();
    }

    /// <summary>Creation time, issuer fingerprint and, for gpg, which looks keys up by it, the issuer's key ID.</summary>
    public static PgpSignatureSubpacketVector Text(PgpPublicKey primary, DateTime day) => Common(primary, day).Generate();

    private static PgpSignatureSubpacketGenerator Common(PgpPublicKey primary, DateTime day)
    {
        var subpackets = new PgpSignatureSubpacketGenerator();
        subpackets.SetSignatureCreationTime(isCritical: true, day);
        subpackets.SetIssuerFingerprint(isCritical: false, primary);
        // Given here, BouncyCastle does not add it to the unsigned area, where anybody could change it.
        subpackets.SetIssuerKeyID(isCritical: false, primary.KeyId);
        return subpackets;
    }
}
