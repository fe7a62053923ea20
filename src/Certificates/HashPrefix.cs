using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;

namespace SecureDrop.Certificates;

/// <summary>
/// The two octets of the hash that stand in a signature packet. BouncyCastle passes over them and gpg does not, so that a changed one would
/// be good here and bad there. Source: RFC 9580 §5.2.3, §5.2.4.
/// </summary>
internal static class HashPrefix
{
    public static bool Agrees(PgpSignature signature, params ReadOnlySpan<byte[]> hashed)
    {
        var digest = DigestUtilities.GetDigest(signature.HashAlgorithm switch
        {
            HashAlgorithmTag.Sha256 => "SHA-256",
            HashAlgorithmTag.Sha384 => "SHA-384",
            _ => "SHA-512",
        });
        foreach (var octets in hashed) digest.BlockUpdate(octets);
        digest.BlockUpdate(signature.GetSignatureTrailer());
        return DigestUtilities.DoFinal(digest).AsSpan().StartsWith(signature.GetDigestPrefix());
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
