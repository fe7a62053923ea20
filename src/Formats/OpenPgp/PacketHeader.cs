using System.Buffers.Binary;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// A packet header, or the length alone that stands between the parts of a partial-length packet (<see cref="Tag"/> 0). Source: RFC 9580 §4.2.
/// </summary>
/// <param name="Tag">Packet type, 1 to 63; 0 where a part goes on.</param>
/// <param name="Form">How the length is written.</param>
/// <param name="Length">Octets of body that follow before the packet or its next part length; 0 for an indeterminate length.</param>
public readonly record struct PacketHeader(byte Tag, LengthForm Form, uint Length)
{
    /// <summary>Longest header: a tag octet, 255, and four octets of length.</summary>
    public const int MaximumSize = 6;

    /// <summary>The tag in a header's first octet; 0 where the octet starts no packet.</summary>
    public static byte TagOf(byte first) => (byte)((first & 0x80) == 0 ? 0 : (first & 0x40) == 0 ? (first >> 2) & 15 : first & 63);

    /// <summary>Reads a whole header. False when octets are missing, or when the first octet starts no packet.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out PacketHeader header)
    {
        header = default;
        if (octets.IsEmpty || (octets[0] & 0x80) == 0) return false;
        var read = (octets[0] & 0x40) != 0 ? TryReadPart(octets[1..], out header) : TryReadOldLength(octets, out header);
        header = header with { Tag = TagOf(octets[0]) };
        return read;
    }

    /// <summary>Reads a length of the new form, as it stands between parts. False when octets are missing.</summary>
    public static bool TryReadPart(ReadOnlySpan<byte> octets, out PacketHeader part)
    {
        part = default;
        if (octets.IsEmpty) return false;
        var first = octets[0];
        switch (first)
        {
            case < 192:
                part = new PacketHeader(0, LengthForm.NewOneOctet, first);
                return true;
            case < 224 when octets.Length >= 2:
                part = new PacketHeader(0, LengthForm.NewTwoOctets, (uint)((first - 192) << 8) + octets[1] + 192);
                return true;
            case >= 224 and < 255:
                part = new PacketHeader(0, LengthForm.NewPartial, 1u << (first & 31));
                return true;
            case 255 when octets.Length >= 5:
                part = new PacketHeader(0, LengthForm.NewFiveOctets, BinaryPrimitives.ReadUInt32BigEndian(octets[1..]));
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadOldLength(ReadOnlySpan<byte> octets, out PacketHeader header)
    {
        var form = (LengthForm)(octets[0] & 3);
        var size = form switch { LengthForm.OldOneOctet => 1, LengthForm.OldTwoOctets => 2, LengthForm.OldFourOctets => 4, _ => 0 };
        header = default;
        if (octets.Length < 1 + size) return false;
        var length = 0u;
        foreach (var octet in octets.Slice(1, size)) length = (length << 8) | octet;
        header = new PacketHeader(0, form, length);
        return true;
    }

    /// <summary>The octets this header was read from.</summary>
    public byte[] ToArray()
    {
        byte[] length = Form switch
        {
            LengthForm.OldOneOctet or LengthForm.NewOneOctet => [(byte)Length],
            LengthForm.OldTwoOctets => [(byte)(Length >> 8), (byte)Length],
            LengthForm.OldIndeterminate => [],
            LengthForm.NewTwoOctets => [(byte)(((Length - 192) >> 8) + 192), (byte)(Length - 192)],
            LengthForm.NewPartial => [(byte)(224 + uint.Log2(Length))],
            LengthForm.NewFiveOctets => [255, .. FourOctets],
            _ => FourOctets,
        };
        if (Tag == 0) return length;
        return Form <= LengthForm.OldIndeterminate
            ? [(byte)(0x80 | (Tag << 2) | (int)Form), .. length]
            : [(byte)(0xC0 | Tag), .. length];
    }

    private byte[] FourOctets => [(byte)(Length >> 24), (byte)(Length >> 16), (byte)(Length >> 8), (byte)Length];
}
