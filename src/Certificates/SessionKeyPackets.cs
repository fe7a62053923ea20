using System.Buffers.Binary;
using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc7748;
using Org.BouncyCastle.Security;

namespace SecureDrop.Certificates;

/// <summary>
/// Writes a PKESK version 3 for a Curve25519 subkey: an ephemeral key, and the session key wrapped in what the two agree on. The library derives and wraps; its own
/// writer of messages would choose the session key itself and keep it to itself. Source: RFC 9580 §5.1.3, §5.1.6, §11.5.
/// </summary>
internal static class SessionKeyPackets
{
    private const byte Version = 3, Aes256 = 9, NativePoint = 0x40;
    private const ushort PointBits = 263;

    /// <param name="recipient">An encryption subkey of the profile.</param>
    /// <param name="sessionKey">32 octets.</param>
    /// <param name="random">Gives the ephemeral key.</param>
    public static byte[] Write(PgpPublicKey recipient, byte[] sessionKey, SecureRandom random)
    {
        var theirs = ((ECDHPublicBcpgKey)recipient.PublicKeyPacket.Key).EncodedPoint.ToByteArrayUnsigned()[1..];
        byte[] secret = new byte[X25519.ScalarSize], ours = new byte[X25519.PointSize], shared = new byte[X25519.PointSize];
        X25519.GeneratePrivateKey(random, secret);
        X25519.GeneratePublicKey(secret, 0, ours, 0);
        if (!X25519.CalculateAgreement(secret, 0, theirs, 0, shared, 0)) throw new InvalidOperationException("A subkey of low order passed the profile.");
        var wrapping = new AesWrapEngine();
        wrapping.Init(true, new KeyParameter(Rfc6637Utilities.CreateKey(recipient.PublicKeyPacket, shared)));
        var sum = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(sum, (ushort)sessionKey.Sum(octet => octet));
        // With obfuscation every wrapped session key has one length, 48 octets, whatever the cipher.
        var padded = PgpPad.PadSessionData([Aes256, .. sessionKey, .. sum], obfuscate: true);
        var wrapped = wrapping.Wrap(padded, 0, padded.Length);
        foreach (var octets in (byte[][])[secret, shared, padded]) CryptographicOperations.ZeroMemory(octets);

        var keyId = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(keyId, recipient.KeyId);
        byte[] body = [Version, .. keyId, (byte)PublicKeyAlgorithmTag.ECDH, PointBits >> 8, PointBits & 0xFF, NativePoint, .. ours, (byte)wrapped.Length, .. wrapped];
        return [0xC0 | (byte)PacketTag.PublicKeyEncryptedSession, (byte)body.Length, .. body];
    }
}
