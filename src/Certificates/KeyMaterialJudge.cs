using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Gnu;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Math.EC.Rfc7748;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace SecureDrop.Certificates;

/// <summary>Judges the public octets of one key: algorithm, curve, parameters, point. Source: RFC 9580 §5.5.5, §11.</summary>
internal static class KeyMaterialJudge
{
    private const int PointSize = 32;

    /// <summary>Source: RFC 9580 §9.2, table 19.</summary>
    private static readonly DerObjectIdentifier Curve25519Legacy = new("1.3.6.1.4.1.3029.1.5.1");

    /// <summary>The prefix of a point in its native form. Source: RFC 9580 §11.2.2.</summary>
    private const byte NativePoint = 0x40;

    public static bool IsPrimary(PgpPublicKey key) =>
        key is { Version: 4, IsMasterKey: true, Algorithm: PublicKeyAlgorithmTag.EdDsa_Legacy }
        && key.PublicKeyPacket.Key is EdDsaPublicBcpgKey point
        && point.CurveOid.Equals(GnuObjectIdentifiers.Ed25519)
        && TryReadPoint(point, out var octets)
        // Under a key of small order one signature holds for many texts.
        && Ed25519.ValidatePublicKeyFull(octets, 0);

    public static bool IsEncryptionSubkey(PgpPublicKey key) =>
        key is { Version: 4, IsMasterKey: false, Algorithm: PublicKeyAlgorithmTag.ECDH }
        && key.PublicKeyPacket.Key is ECDHPublicBcpgKey point
        && point.CurveOid.Equals(Curve25519Legacy)
        // The only pair that RFC 9580 §11.5.1 allows for Curve25519.
        && point is { HashAlgorithm: HashAlgorithmTag.Sha256, SymmetricKeyAlgorithm: SymmetricKeyAlgorithmTag.Aes128, Reserved: 1 }
        && TryReadPoint(point, out var octets)
        && IsOfFullOrder(octets);

    private static bool TryReadPoint(ECPublicBcpgKey key, out byte[] octets)
    {
        var encoded = key.EncodedPoint.ToByteArrayUnsigned();
        octets = encoded is [NativePoint, ..] && encoded.Length == 1 + PointSize ? encoded[1..] : [];
        return octets.Length == PointSize;
    }

    /// <summary>With a point of low order every sender would agree on zero, and anybody could read.</summary>
    private static bool IsOfFullOrder(byte[] point)
    {
        var scalar = new byte[X25519.ScalarSize];
        scalar[^1] = 1;
        return X25519.CalculateAgreement(scalar, 0, point, 0, new byte[PointSize], 0);
    }
}
