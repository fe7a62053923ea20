using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace SecureDrop.Certificates;

/// <summary>
/// Writes secret key packets with the strongest protection that stock gpg opens: AES-256 in CFB, iterated and salted S2K with SHA-512
/// over 65,011,712 octets (coded count 255), a SHA-1 check inside (usage 254). BouncyCastle's own generator stops at 65,536
/// octets. One salt, and so one slow derivation, serves all packets that one of these writes: they share the passphrase anyway, and each has its own
/// vector; a calendar of subkeys is written in a second instead of a minute. Source: RFC 9580 §3.7.1.3, §5.5.3.
/// </summary>
internal sealed class SecretKeyProtection(ReadOnlySpan<char> passphrase, SecureRandom random)
{
    private const int LargestCodedCount = 0xFF;
    private const int SaltSize = 8;
    private const int BlockSize = 16;
    private readonly S2k _s2k = new(HashAlgorithmTag.Sha512, SecureRandom.GetNextBytes(random, SaltSize), LargestCodedCount);
    private readonly char[] _passphrase = passphrase.ToArray();
    private KeyParameter? _key;

    public SecretKeyPacket Protect(PublicKeyPacket key, byte[] secret, bool isSubkey)
    {
        _key ??= PgpUtilities.MakeKeyFromPassPhraseUtf8(SymmetricKeyAlgorithmTag.Aes256, _s2k, _passphrase);
        var vector = SecureRandom.GetNextBytes(random, BlockSize);
        var clear = Encode(secret);
        var cipher = CipherUtilities.GetCipher("AES/CFB/NoPadding");
        cipher.Init(true, new ParametersWithIV(_key, vector));
        var sealedOctets = cipher.DoFinal(clear);
        CryptographicOperations.ZeroMemory(clear);
        CryptographicOperations.ZeroMemory(secret);
        return isSubkey
            ? new SecretSubkeyPacket(key, SymmetricKeyAlgorithmTag.Aes256, SecretKeyPacket.UsageSha1, _s2k, vector, sealedOctets)
            : new SecretKeyPacket(key, SymmetricKeyAlgorithmTag.Aes256, SecretKeyPacket.UsageSha1, _s2k, vector, sealedOctets);
    }

    private static byte[] Encode(byte[] secret)
    {
        using var stream = new MemoryStream();
        var packets = new BcpgOutputStream(stream);
        packets.WriteObject(new MPInteger(new BigInteger(1, secret)));
        packets.Flush();
        var value = stream.ToArray();
        // SHA-1: the packet's fixed check against a wrong passphrase, RFC 9580 §3.7.2.1; nothing rests on collisions.
        return [.. value, .. DigestUtilities.CalculateDigest("SHA-1", value)];
    }
}
