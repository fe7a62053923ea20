using System.Buffers.Binary;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// The outside of a clear-signed text's signature: exactly one packet of tag 2, version 4, over text, with SHA-512 as the frame's
/// header says. Source: RFC 9580 §4.2, §5.2.3. What it proves is for Certificates to say.
/// </summary>
internal static class SignaturePacket
{
    private const int Tag = 2;
    private const byte Version = 4;
    private const byte OverText = 0x01;
    private const byte Sha512 = 10;

    public static TextRefusal? Judge(ReadOnlySpan<byte> octets, int line)
    {
        if (!TryHeader(octets, out var header, out var length) || length < 4 || length > octets.Length - header)
            return new(TextFault.NotASignature, line);
        var body = octets.Slice(header, (int)length);
        if (body[0] != Version || body[1] != OverText || body[3] != Sha512) return new(TextFault.NotASignature, line);
        var behind = octets[(header + body.Length)..];
        if (behind.IsEmpty) return null;
        return new(TryHeader(behind, out _, out _) ? TextFault.SecondSignature : TextFault.NotASignature, line);
    }

    /// <summary>A signature packet's header, old form or new, of a definite length.</summary>
    private static bool TryHeader(ReadOnlySpan<byte> octets, out int header, out long length)
    {
        (header, length) = (0, 0);
        if (octets.Length < 6) return false;
        var first = octets[1];
        (header, length) = octets[0] switch
        {
            0x80 | (Tag << 2) => (2, first),
            0x81 | (Tag << 2) => (3, BinaryPrimitives.ReadUInt16BigEndian(octets[1..])),
            0x82 | (Tag << 2) => (5, BinaryPrimitives.ReadUInt32BigEndian(octets[1..])),
            0xC0 | Tag when first < 192 => (2, first),
            0xC0 | Tag when first < 224 => (3, ((first - 192) << 8) + octets[2] + 192),
            0xC0 | Tag when first == 255 => (6, BinaryPrimitives.ReadUInt32BigEndian(octets[2..])),
            _ => (0, 0L),
        };
        return header > 0;
    }
}
