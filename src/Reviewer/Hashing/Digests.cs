using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace SecureDrop.Reviewer.Hashing;

/// <summary>Hashes by the library's managed code: those of the platform load OpenSSL, without which the isolated machine does.</summary>
internal static class Digests
{
    public static byte[] Sha256(ReadOnlySpan<byte> octets) => Of(new Sha256Digest(), octets);

    /// <summary>For the one check that SEIPD version 1 has (RFC 9580 §5.13.1).</summary>
    public static byte[] Sha1(ReadOnlySpan<byte> octets) => Of(new Sha1Digest(), octets);

    /// <summary>The hash of all that was added; the digest begins anew.</summary>
    public static byte[] End(this IDigest digest)
    {
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash);
        return hash;
    }

    public static byte[] Of(IDigest digest, ReadOnlySpan<byte> octets)
    {
        digest.BlockUpdate(octets);
        return digest.End();
    }
}
