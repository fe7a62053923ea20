using System.Buffers.Binary;

namespace SecureDrop.Fuzzing.Readers;

/// <summary>
/// The control: five readers of one small packet (`SD`, version, kind, length, content), each with one mistake that the loop must find. The first
/// throws behind three conditions that chance alone does not meet together: only the edges lead there.
/// </summary>
internal static class BrokenReader
{
    public const string Throws = "control: throws";
    public const string Depends = "control: depends on the cuts";
    public const string Gathers = "control: gathers by the length";
    public const string Lingers = "control: looks back each time";
    public const string Lenient = "control: reads what it would not write";

    public static string ThrowBehindThree(byte[] octets, int cuts)
    {
        if (!IsPacket(octets)) return "refuse";
        if (octets[3] != 0x80) return "accept";
        if (octets[7] != 0x7F) return "accept";
        return octets[8] == '-' ? $"accept {octets[octets.Length]}" : "accept";
    }

    public static string DependOnCuts(byte[] octets, int cuts)
    {
        if (!IsPacket(octets)) return "refuse";
        using var stream = new Cuts(octets, cuts);
        return stream.Piece().Length > 4 || octets[3] < 7 ? "accept" : "refuse";
    }

    public static string GatherByLength(byte[] octets, int cuts)
    {
        if (!IsPacket(octets)) return "refuse";
        var content = new byte[BinaryPrimitives.ReadUInt32BigEndian(octets.AsSpan(4)) & 0xFF_FFFF];
        return content.Length == octets.Length - 8 ? "accept" : "refuse";
    }

    public static string LookBackEachTime(byte[] octets, int cuts)
    {
        if (!IsPacket(octets)) return "refuse";
        var repeated = 0;
        for (var i = 8; i < octets.Length; i++)
            for (var j = 8; j < i && octets[3] == 9; j++)
                if (octets[j] == octets[i]) repeated++;
        return $"accept {repeated}";
    }

    public static string ReadUpperCaseToo(byte[] octets, int cuts)
    {
        if (!IsPacket(octets)) return "refuse";
        var content = octets[8..];
        if (!content.All(IsHex)) return "refuse";
        BrokenPromiseException.Unless(!content.Any(octet => octet is >= (byte)'A' and <= (byte)'F'), "written again it is another packet");
        return "accept";

        static bool IsHex(byte octet) => char.IsAsciiHexDigit((char)octet);
    }

    private static bool IsPacket(byte[] octets)
    {
        if (octets.Length < 9) return false;
        if (octets[0] != 'S') return false;
        if (octets[1] != 'D') return false;
        return octets[2] == 1;
    }
}
