namespace SecureDrop.Formats;

/// <summary>Lower-case hexadecimal of one exact length: one value has one written form.</summary>
internal static class LowerHex
{
    public static bool TryRead(ReadOnlySpan<char> text, Span<byte> room, out ReadOnlySpan<byte> octets)
    {
        octets = room;
        if (text.Length != room.Length * 2 || text.ContainsAnyExcept("0123456789abcdef")) return false;
        return Convert.FromHexString(text, room, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
