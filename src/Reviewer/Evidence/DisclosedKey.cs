using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using SecureDrop.Formats;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>
/// The session key of one message, as `gpg --override-session-key` takes it. Whoever has it reads this one message and no other, and learns nothing of a
/// reviewer's secret key. Source: RFC 9580 §11.5 (ECDH over Curve25519), §5.1.3.
/// </summary>
internal static class DisclosedKey
{
    private const int PointOctets = 33;
    private const int BitCountOctets = 2;
    private const int ChecksumOctets = 2;

    /// <summary>`9:` and 64 digits for AES-256; null when none of the keys opens it.</summary>
    public static string? Of(Stream message, UnlockedKeys keys)
    {
        using var packets = new BcpgInputStream(message);
        while (packets.NextPacketTag() == PacketTag.PublicKeyEncryptedSession)
        {
            if (packets.ReadPacket() is not PublicKeyEncSessionPacket packet) return null;
            if (keys.Find(new KeyId((ulong)packet.KeyId)) is { Key: X25519PrivateKeyParameters secret } found && Unwrap(packet.GetEncSessionKey()[0], secret, found.PublicKeyPacket) is { } key)
                return key;
        }

        return null;
    }

    private static string? Unwrap(byte[] packet, X25519PrivateKeyParameters secret, PublicKeyPacket certificate)
    {
        // Bit count, 0x40 and the point, length, wrapped key.
        var wrapped = packet.AsSpan(BitCountOctets + PointOctets + 1).ToArray();
        var shared = new byte[X25519PrivateKeyParameters.SecretSize];
        byte[] kek = [], clear = [];
        try
        {
            var agreement = new X25519Agreement();
            agreement.Init(secret);
            agreement.CalculateAgreement(new X25519PublicKeyParameters(packet.AsSpan(BitCountOctets + 1, X25519PublicKeyParameters.KeySize)), shared);
            kek = Rfc6637Utilities.CreateKey(certificate, shared);
            var unwrapping = new Rfc3394WrapEngine(new AesEngine());
            unwrapping.Init(forWrapping: false, new KeyParameter(kek));
            clear = unwrapping.Unwrap(wrapped, 0, wrapped.Length);
            return Written(clear);
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            // Another key's: the library throws exceptions of many types at what it cannot read.
            return null;
        }
        finally
        {
            foreach (var octets in (byte[][])[shared, kek, clear]) CryptographicOperations.ZeroMemory(octets);
        }
    }

    /// <summary>Algorithm, key, checksum, and as many octets of padding as each of them says.</summary>
    private static string? Written(byte[] clear)
    {
        var length = clear.Length - clear[^1] - ChecksumOctets - 1;
        if (clear[0] is not ((byte)SymmetricKeyAlgorithmTag.Aes128 or (byte)SymmetricKeyAlgorithmTag.Aes192 or (byte)SymmetricKeyAlgorithmTag.Aes256) || length < 16) return null;
        var key = clear.AsSpan(1, length);
        var sum = 0;
        foreach (var octet in key) sum += octet;
        return (sum & 0xFFFF) == (clear[1 + length] << 8 | clear[2 + length]) ? $"{clear[0]}:{Convert.ToHexString(key)}" : null;
    }
}
