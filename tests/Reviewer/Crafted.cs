using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace SecureDrop.Reviewer.Tests;

/// <summary>Messages that no honest program writes, put together packet by packet. Source: RFC 9580 §4.2, §5.1.6, §5.13.1, §11.5.</summary>
internal static class Crafted
{
    private const byte Ecdh = 18;
    private static readonly byte[] SessionKey = Testimonies.Random(32, seed: 5);

    /// <summary>What may be wrong with a message.</summary>
    /// <param name="Algorithm">First octet of the session key packet: 9 is AES-256.</param>
    /// <param name="SealedTag">18 is SEIPD, 9 the old kind without integrity check.</param>
    /// <param name="FlipAt">An octet of the ciphertext that is altered after sealing.</param>
    /// <param name="To">Whose subkey opens the session key.</param>
    /// <param name="Label">Whose key ID stands on it.</param>
    internal sealed record Fault(byte Algorithm = 9, int SealedTag = 18, int? FlipAt = null, string To = "reviewer-1", string Label = "reviewer-1");

    public static byte[] Message(byte[] inner, Fault? fault = null)
    {
        fault ??= new Fault();
        var prefix = Testimonies.Random(16, seed: 6);
        byte[] clear = [.. prefix, prefix[14], prefix[15], .. inner, 0xD3, 0x14];
#pragma warning disable CA5350 // Do Not Use Weak Cryptographic Algorithms: SHA-1 is what the MDC is made of.
        clear = [.. clear, .. SHA1.HashData(clear)];
#pragma warning restore CA5350
        var sealedOctets = fault.Algorithm == 0 ? clear : Cfb(clear);
        if (fault.FlipAt is { } at) sealedOctets[at] ^= 1;
        return [.. SessionKeyPacket(fault), .. Packet(fault.SealedTag, fault.SealedTag == 18 ? [1, .. sealedOctets] : sealedOctets)];
    }

    public static byte[] Literal(byte[] content, string name = "letter.txt") =>
        Packet(11, [(byte)'b', (byte)Encoding.UTF8.GetByteCount(name), .. Encoding.UTF8.GetBytes(name), 0, 0, 0, 0, .. content]);

    /// <summary>Compression algorithm 0 wraps without compressing.</summary>
    public static byte[] Wrapped(byte[] inner) => Packet(8, [0, .. inner]);

    public static byte[] Zlib(Action<Stream> write)
    {
        using var body = new MemoryStream();
        body.WriteByte(2);
        using (var packed = new ZLibStream(body, CompressionLevel.Fastest, leaveOpen: true)) write(packed);
        return Packet(8, body.ToArray());
    }

    /// <summary>The header of a literal packet that says it holds so much.</summary>
    public static byte[] LiteralHeader(uint octets) => [0xCB, 0xFF, .. BigEndian(octets + 6), (byte)'b', 0, 0, 0, 0, 0];

    public static byte[] Packet(int tag, byte[] body) => [(byte)(0xC0 | tag), 0xFF, .. BigEndian((uint)body.Length), .. body];

    private static byte[] BigEndian(uint value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return octets;
    }

    private static byte[] Cfb(byte[] clear)
    {
        var cipher = new BufferedBlockCipher(new CfbBlockCipher(new AesEngine(), 128));
        cipher.Init(true, new ParametersWithIV(new KeyParameter(SessionKey), new byte[16]));
        return cipher.DoFinal(clear);
    }

    private static byte[] SessionKeyPacket(Fault fault)
    {
        var subkey = Subkey(fault.To);
        var point = (ECDHPublicBcpgKey)subkey.PublicKeyPacket.Key;
        var theirs = point.EncodedPoint.ToByteArrayUnsigned()[1..];
        var secret = Testimonies.Random(32, seed: 8);
        var ours = new byte[32];
        X25519.ScalarMultBase(secret, 0, ours, 0);
        var shared = new byte[32];
        X25519.ScalarMult(secret, 0, theirs, 0, shared, 0);

        byte[] oid = [0x0A, 0x2B, 0x06, 0x01, 0x04, 0x01, 0x97, 0x55, 0x01, 0x05, 0x01];
        byte[] parameter = [.. oid, Ecdh, 3, 1, (byte)point.HashAlgorithm, (byte)point.SymmetricKeyAlgorithm, .. "Anonymous Sender    "u8, .. subkey.GetFingerprint()];
        byte[] material = [0, 0, 0, 1, .. shared, .. parameter];
        var hash = point.HashAlgorithm == HashAlgorithmTag.Sha512 ? SHA512.HashData(material) : SHA256.HashData(material);
        var wrap = new Rfc3394WrapEngine(new AesEngine());
        wrap.Init(true, new KeyParameter(hash, 0, point.SymmetricKeyAlgorithm == SymmetricKeyAlgorithmTag.Aes256 ? 32 : 16));
        var sum = SessionKey.Sum(octet => octet);
        byte[] session = [fault.Algorithm, .. SessionKey, (byte)(sum >> 8), (byte)sum, 5, 5, 5, 5, 5];
        var wrapped = wrap.Wrap(session, 0, session.Length);
        var keyId = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(keyId, Subkey(fault.Label).KeyId);
        return Packet(1, [3, .. keyId, Ecdh, 0x01, 0x07, 0x40, .. ours, (byte)wrapped.Length, .. wrapped]);
    }

    private static PgpPublicKey Subkey(string name)
    {
        using var octets = new MemoryStream(File.ReadAllBytes(Path.Combine(Organisation.Keys, $"{name}.public.asc")));
        using var binary = new ArmoredInputStream(octets);
        return new PgpPublicKeyRing(binary).GetPublicKeys().Single(key => key.IsEncryptionKey);
    }
}
