using System.Text;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Fuzzing;

/// <summary>Checksums put right after a change, which would otherwise stop nearly every change at the same place.</summary>
internal static class Repair
{
    private const int Block = 512;

    public static Func<byte[], byte[]>? For(string reader) => reader switch
    {
        "tar" => Tar,
        "signed-text" => octets => Armored(octets, "PGP SIGNATURE"),
        "keyring" => octets => Armored(octets, "PGP PUBLIC KEY BLOCK"),
        _ => null,
    };

    /// <summary>The checksum of every block that calls itself a header. Source: POSIX.1-2017, ustar Interchange Format.</summary>
    private static byte[] Tar(byte[] octets)
    {
        for (var at = 0; at + Block <= octets.Length; at += Block)
        {
            var header = octets.AsSpan(at, Block);
            if (!header[257..].StartsWith("ustar"u8)) continue;
            header.Slice(148, 8).Fill((byte)' ');
            var sum = 0;
            foreach (var octet in header) sum += octet;
            Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ", header[148..]);
        }

        return octets;
    }

    /// <summary>The last block of this type armored anew, when its base64 can still be read.</summary>
    private static byte[] Armored(byte[] octets, string type)
    {
        var text = Encoding.Latin1.GetString(octets);
        var begin = text.LastIndexOf($"-----BEGIN {type}-----\n\n", StringComparison.Ordinal);
        if (begin < 0) return octets;
        var start = text.IndexOf("\n\n", begin, StringComparison.Ordinal) + 2;
        var end = text.IndexOf("\n=", start, StringComparison.Ordinal);
        if (end < 0) return octets;
        var room = new byte[end - start];
        if (!Convert.TryFromBase64String(text[start..end].TrimEnd('='), room, out var count) || count == 0) return octets;
        return [.. octets[..begin], .. Encoding.ASCII.GetBytes(Armor.Write(type, room.AsSpan(0, count)))];
    }
}
