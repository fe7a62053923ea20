using System.Text;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// Our own armor, of certificates and signatures: no headers, 64 columns, CRC24, LF. Source: RFC 9580 §6.
/// Messages from outside come in through <see cref="MessageReader"/>, which takes what others write too.
/// </summary>
public static class Armor
{
    private const int Columns = 64;

    /// <param name="type">What stands after BEGIN, for example <c>PGP PUBLIC KEY BLOCK</c>.</param>
    /// <param name="octets">Binary packets; not empty.</param>
    public static string Write(string type, ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder($"-----BEGIN {type}-----\n\n");
        var base64 = Convert.ToBase64String(octets);
        for (var start = 0; start < base64.Length; start += Columns)
            text.Append(base64, start, Math.Min(Columns, base64.Length - start)).Append('\n');
        return text.Append('=').Append(Convert.ToBase64String(Crc24.Of(octets))).Append('\n')
            .Append("-----END ").Append(type).Append("-----\n").ToString();
    }

    /// <summary>Reads what <see cref="Write"/> writes and nothing else: one value has one written form.</summary>
    /// <returns>False when the block is anything else, or empty.</returns>
    public static bool TryRead(ReadOnlySpan<char> block, string type, out byte[] octets)
    {
        octets = [];
        var begin = $"-----BEGIN {type}-----\n\n";
        var end = block.LastIndexOf("\n=");
        if (end < begin.Length || !block.StartsWith(begin)) return false;

        var base64 = block[begin.Length..end];
        var room = new byte[base64.Length];
        if (!Convert.TryFromBase64Chars(base64, room, out var count) || count == 0) return false;
        if (!block.SequenceEqual(Write(type, room.AsSpan(0, count)))) return false;
        octets = room[..count];
        return true;
    }
}
