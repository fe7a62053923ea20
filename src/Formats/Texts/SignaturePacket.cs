using SecureDrop.Formats.OpenPgp;

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
        if (!TryTake(octets, out var body, out var behind)) return new(TextFault.NotASignature, line);
        if (body.Length < 4 || body[0] != Version || body[1] != OverText || body[3] != Sha512) return new(TextFault.NotASignature, line);
        if (behind.IsEmpty) return null;
        return new(TryTake(behind, out _, out _) ? TextFault.SecondSignature : TextFault.NotASignature, line);
    }

    /// <summary>A whole signature packet of a definite length, and what follows it.</summary>
    private static bool TryTake(ReadOnlySpan<byte> octets, out ReadOnlySpan<byte> body, out ReadOnlySpan<byte> behind)
    {
        body = behind = default;
        if (!PacketHeader.TryRead(octets, out var header) || header.Tag != Tag) return false;
        if (header.Form is LengthForm.OldIndeterminate or LengthForm.NewPartial) return false;
        var rest = octets[header.ToArray().Length..];
        if (header.Length > rest.Length) return false;
        body = rest[..(int)header.Length];
        behind = rest[(int)header.Length..];
        return true;
    }
}
