using System.Text;

namespace SecureDrop.Reviewer.Backups;

/// <summary>Octets as letters and digits that a person copies by hand: base32 of RFC 4648 §6 without padding; stock `base32 -d` reads them too.</summary>
internal static class TypedOctets
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>In groups of four.</summary>
    public static string Write(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder();
        for (var bit = 0; bit < octets.Length * 8; bit += 5) text.Append(Alphabet[Symbol(octets, bit)]);
        return Groups.Of(text.ToString());
    }

    /// <summary>Blanks, dashes and case do not count, and the digits that the alphabet lacks are taken for the letters they look like. Null when it is no such text.</summary>
    public static byte[]? Read(string typed)
    {
        var symbols = Plain(typed.ToUpperInvariant()).Where(sign => sign is not (' ' or '-')).Select(sign => Alphabet.IndexOf(sign, StringComparison.Ordinal)).ToList();
        var octets = new byte[symbols.Count * 5 / 8];
        for (var bit = 0; bit < symbols.Count * 5; bit++)
        {
            if (symbols[bit / 5] < 0) return null;
            var isSet = (symbols[bit / 5] >> (4 - bit % 5) & 1) != 0;
            if (bit / 8 < octets.Length) octets[bit / 8] |= (byte)(isSet ? 0x80 >> bit % 8 : 0);
            else if (isSet) return null;
        }
        return symbols.Count == (octets.Length * 8 + 4) / 5 ? octets : null;
    }

    /// <summary>Digits that the alphabet lacks, as the letters they look like.</summary>
    public static string Plain(string signs) => signs.Replace('0', 'O').Replace('1', 'I').Replace('8', 'B');

    private static int Symbol(ReadOnlySpan<byte> octets, int bit)
    {
        var pair = octets[bit / 8] << 8 | (bit / 8 + 1 < octets.Length ? octets[bit / 8 + 1] : 0);
        return pair >> (11 - bit % 8) & 0x1F;
    }
}
