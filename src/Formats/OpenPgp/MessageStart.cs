using System.Buffers;
using System.Text;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// Tells from its first octets whether a body is binary OpenPGP or text. UTF-8 letters above ASCII look like packet headers
/// (É is tag 3, a passphrase packet), so a header is believed only when the version or format octet behind it can be one; a writer of French
/// is then told what is wrong, and text before armor is seen for what it is.
/// </summary>
internal static class MessageStart
{
    /// <summary>Octets that are always enough: a header and the first octet of its body.</summary>
    public const int Octets = PacketHeader.MaximumSize + 1;

    private const byte GreatestVersion = 10;

    /// <returns>Null when more octets are needed.</returns>
    public static bool? IsBinary(ReadOnlySpan<byte> start)
    {
        var tag = PacketHeader.TagOf(start[0]);
        if (!IsKnownTag(tag)) return false;
        if (tag == 1) return true; // C1 and 84 to 87 begin no character of UTF-8
        // A packet of 128 to 191 octets, or Armenian, Cyrillic, Arabic: what follows tells.
        if (IsText(start)) return start.Length < Octets ? null : false;
        if (!PacketHeader.TryRead(start, out var header)) return null;
        var body = start[header.ToArray().Length..];
        if (body.IsEmpty) return null;
        return tag switch
        {
            11 => body[0] is (byte)'b' or (byte)'t' or (byte)'u' or (byte)'l' or (byte)'1',
            2 or 3 or 4 or 5 or 6 or 7 or 8 or 14 or 18 or 20 => body[0] <= GreatestVersion,
            _ => true,
        };
    }

    /// <summary>Characters of UTF-8, the last perhaps cut, and no control character but tab and line ends: as texts begin, and packets hardly ever.</summary>
    public static bool IsText(ReadOnlySpan<byte> start)
    {
        while (!start.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(start, out var rune, out var used);
            if (status == OperationStatus.NeedMoreData) return true;
            if (status != OperationStatus.Done || (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r'))) return false;
            start = start[used..];
        }

        return true;
    }

    /// <summary>RFC 9580 §5: the packet types there are.</summary>
    public static bool IsKnownTag(byte tag) => tag is (>= 1 and <= 14) or (>= 17 and <= 21);
}
