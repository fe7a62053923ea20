using System.Globalization;
using System.Text;
using SecureDrop.Reviewer.Hashing;

namespace SecureDrop.Reviewer.Backups;

/// <summary>
/// Octets as numbered lines to print and to type: `S07 XXXX XXXX XXXX XXXX XXXX XXXX XXXX XXXX CC`, 20 octets in base32 and two check signs over label and octets
/// (10 bits of SHA-256: of a thousand mistyped lines one is not noticed, and the hash over the whole notices that). Behind the octets come 5 to 9 of their SHA-256, so that
/// no base32 padding is needed.
/// </summary>
internal static class PaperForm
{
    /// <summary>Lines have numbers of two digits.</summary>
    public const int MaximumOctets = 99 * LineOctets - MostHash;
    private const int LineOctets = 20, Step = 5, LeastHash = 5, MostHash = 9, CheckSigns = 2;

    public static IEnumerable<string> Write(char block, byte[] octets)
    {
        var hash = Digests.Sha256(octets).AsSpan(0, LeastHash + (Step - octets.Length % Step) % Step);
        byte[] whole = [.. octets, .. hash];
        return whole.Chunk(LineOctets).Select((line, at) => $"{Label(block, at)} {TypedOctets.Write(line)} {Check(Label(block, at), line)}");
    }

    /// <summary>Takes the block's lines from a text and passes over all others.</summary>
    /// <param name="block">Its letter.</param>
    /// <param name="text">As it was typed.</param>
    /// <param name="wrong">Each line that is mistyped or missing, by its label.</param>
    /// <returns>Null when the block is not whole.</returns>
    public static byte[]? Read(char block, IEnumerable<string> text, out IReadOnlyList<string> wrong)
    {
        var typed = text.Select(line => line.Trim().ToUpperInvariant()).Where(line => line.Length > 3 && line[0] == block && char.IsAsciiDigit(line[1]) && char.IsAsciiDigit(line[2])).ToList();
        var bad = new List<string>();
        var octets = new List<byte>();
        for (var at = 0; at < typed.Count; at++)
        {
            if (ReadLine(typed[at], Label(block, at)) is { } line) octets.AddRange(line);
            else bad.Add(typed[at][..3]);
        }
        byte[] whole = [.. octets];
        wrong = bad;
        if (bad.Count > 0) return null;
        for (var hash = LeastHash; hash <= MostHash && hash < whole.Length; hash++)
            if (Digests.Sha256(whole.AsSpan(..^hash)).AsSpan(0, hash).SequenceEqual(whole.AsSpan(^hash..))) return whole[..^hash];
        wrong = [Label(block, typed.Count)];
        return null;
    }

    private static byte[]? ReadLine(string line, string label)
    {
        var signs = line[label.Length..].Replace(" ", "", StringComparison.Ordinal);
        return line.StartsWith(label, StringComparison.Ordinal) && signs.Length > CheckSigns && TypedOctets.Read(signs[..^CheckSigns]) is { } octets
            && Check(label, octets) == TypedOctets.Plain(signs[^CheckSigns..]) ? octets : null;
    }

    private static string Label(char block, int at) => string.Create(CultureInfo.InvariantCulture, $"{block}{at + 1:D2}");

    private static string Check(string label, byte[] octets) => TypedOctets.Write(Digests.Sha256([.. Encoding.ASCII.GetBytes(label), .. octets]))[..CheckSigns];
}
