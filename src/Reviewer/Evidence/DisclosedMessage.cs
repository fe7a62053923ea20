using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>Opens a message by its session key alone, as `gpg --override-session-key` does, and only when its integrity check passes. Source: RFC 9580 §5.13.1.</summary>
internal static class DisclosedMessage
{
    private const int Block = 16;
    private const int PrefixOctets = Block + 2;
    private const int HashOctets = 20;

    /// <param name="octets">A binary message, at most as long as <see cref="Profile"/> allows.</param>
    /// <param name="key">As <see cref="DisclosedKey"/> wrote it, without the algorithm.</param>
    /// <returns>The literal data; null when it does not open.</returns>
    public static byte[]? Open(byte[] octets, byte[] key)
    {
        if (Body(octets) is not { Length: >= PrefixOctets + 2 + HashOctets } clear || key.Length is not (16 or 24 or 32)) return null;
        var cipher = new CfbBlockCipher(new AesEngine(), 8 * Block);
        cipher.Init(forEncryption: false, new ParametersWithIV(new KeyParameter(key), new byte[Block]));
        var whole = clear.Length;
        Array.Resize(ref clear, (whole + Block - 1) / Block * Block);
        for (var at = 0; at < whole; at += Block) cipher.ProcessBlock(clear.AsSpan(at, Block), clear.AsSpan(at, Block));
        Array.Resize(ref clear, whole);

        var sha1 = new Sha1Digest();
        sha1.BlockUpdate(clear.AsSpan(..^HashOctets));
        var hash = new byte[HashOctets];
        sha1.DoFinal(hash);
        // The check is a packet of tag 19 over all before its hash, its own header among it.
        byte[] check = [0xD3, 0x14, .. hash];
        if (!clear.AsSpan(^check.Length..).SequenceEqual(check)) return null;
        using var plaintext = new MemoryStream();
        using var inside = new MemoryStream(clear, PrefixOctets, whole - PrefixOctets - 2 - HashOctets, writable: false);
        return InnerMessage.Read(inside, new Unpacking(), plaintext, out _) is null ? plaintext.ToArray() : null;
    }

    /// <summary>What the SEIPD holds behind its version octet.</summary>
    private static byte[]? Body(byte[] octets)
    {
        try
        {
            using var packets = new BcpgInputStream(new MemoryStream(octets, writable: false));
            while (packets.NextPacketTag() == PacketTag.PublicKeyEncryptedSession) packets.ReadPacket();
            if (packets.ReadPacket() is not SymmetricEncIntegrityPacket { Version: SymmetricEncIntegrityPacket.Version1 } packet) return null;
            using var body = new MemoryStream();
            packet.GetInputStream().CopyTo(body);
            return body.ToArray();
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            // The library throws exceptions of many types at what it cannot read.
            return null;
        }
    }
}
