using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace SecureDrop.Certificates;

/// <summary>
/// The two octets of the hash that stand in a signature packet. BouncyCastle passes over them and gpg does not, so that a changed one would
/// be good here and bad there. Source: RFC 9580 §5.2.3, §5.2.4.
/// </summary>
internal static class HashPrefix
{
    public static bool Agrees(PgpSignature signature, params ReadOnlySpan<byte[]> hashed)
    {
        using var hash = IncrementalHash.CreateHash(signature.HashAlgorithm switch
        {
            HashAlgorithmTag.Sha256 => HashAlgorithmName.SHA256,
            HashAlgorithmTag.Sha384 => HashAlgorithmName.SHA384,
            _ => HashAlgorithmName.SHA512,
        });
        foreach (var octets in hashed) hash.AppendData(octets);
        hash.AppendData(signature.GetSignatureTrailer());
        return hash.GetHashAndReset().AsSpan().StartsWith(signature.GetDigestPrefix());
    }

    /// <summary>A key as signatures hash it: 0x99, length in two octets, the packet's body.</summary>
    public static byte[] Framed(PgpPublicKey key)
    {
        var body = key.PublicKeyPacket.GetEncodedContents();
        return [0x99, (byte)(body.Length >> 8), (byte)body.Length, .. body];
    }

    /// <summary>A user ID as certifications hash it: 0xB4, length in four octets, the packet's body.</summary>
    public static byte[] Framed(byte[] userId) => [0xB4, 0, 0, (byte)(userId.Length >> 8), (byte)userId.Length, .. userId];
}
