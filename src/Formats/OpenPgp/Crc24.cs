namespace SecureDrop.Formats.OpenPgp;

/// <summary>The armor checksum. Written because old readers expect it, never judged. Source: RFC 9580 §6.1.1.</summary>
internal static class Crc24
{
    public const int Size = 3;

    public static byte[] Of(ReadOnlySpan<byte> octets)
    {
        var crc = 0xB704CEu;
        foreach (var octet in octets)
        {
            crc ^= (uint)octet << 16;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 0x800000) != 0 ? (crc << 1) ^ 0x1864CFB : crc << 1;
        }

        return [(byte)(crc >> 16), (byte)(crc >> 8), (byte)crc];
    }
}
