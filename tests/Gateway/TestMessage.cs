using System.Buffers.Binary;
using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Gateway.Tests;

/// <summary>Sealed messages as the gateway sees them: right outside, random inside. Nobody can open them, and nothing here could tell.</summary>
internal static class TestMessage
{
    private static int _seed = 20261123;

    public static byte[] Sealed(int octets = 4000, params Fingerprint[] recipients) =>
    [
        .. (recipients.Length == 0 ? [TestKeyring.Live] : recipients).SelectMany(Pkesk),
        .. Seipd(Noise(octets)),
    ];

    public static byte[] Pkesk(Fingerprint subkey)
    {
        var keyId = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(keyId, subkey.KeyId.Value);
        return Pkesk(keyId);
    }

    /// <summary>RFC 9580 §5.1.1 with §11.5: version, key ID, ECDH, a native point of 263 bits, 48 wrapped octets.</summary>
    public static byte[] Pkesk(byte[] keyId, byte version = 3, byte algorithm = 18, byte[]? point = null, byte wrapped = 48) =>
        Packet(1, [version, .. keyId, algorithm, 0x01, 0x07, 0x40, .. point ?? Noise(32), wrapped, .. Noise(wrapped)]);

    public static byte[] Seipd(byte[] body, byte version = 1) => Packet(18, [version, .. body]);

    /// <summary>A packet with a five-octet length, whose first octet is free for lies. Source: RFC 9580 §4.2.1.4.</summary>
    public static byte[] Packet(int tag, byte[] body, uint? length = null)
    {
        var header = new byte[6];
        (header[0], header[1]) = ((byte)(0xC0 | tag), 255);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(2), length ?? (uint)body.Length);
        return [.. header, .. body];
    }

    public static byte[] Armored(byte[] message, string type = "PGP MESSAGE") => Encoding.ASCII.GetBytes(Armor.Write(type, message));

    public static byte[] Noise(int octets)
    {
        var noise = new byte[octets];
        new Random(Interlocked.Increment(ref _seed)).NextBytes(noise);
        return noise;
    }
}
