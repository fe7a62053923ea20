using System.Diagnostics.CodeAnalysis;
using System.Text;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Bags;

/// <summary>
/// A manifest of an evidence bag, for `sha256sum -c` or `sha512sum -c`: `HASH  PATH` a line, sorted by path. Unlike a bundle's it holds names in any script.
/// Source: RFC 8493 §2.1.3. BagIt would write a percent sign, LF and CR as %25, %0A and %0D, and sha256sum a backslash as two: no tool reads both, so no
/// path here has any of them.
/// </summary>
/// <param name="Digits">Of each hash: 64 or 128.</param>
/// <param name="Lines">Hash and path.</param>
public sealed record EvidenceManifest(int Digits, IReadOnlyList<(string Hash, string Path)> Lines)
{
    public const int Sha256Digits = 64;
    public const int Sha512Digits = 128;
    public const int MaximumOctets = 256 << 20;

    private const string Between = "  ";

    /// <summary>Relative, no empty or dot segment, no control character, backslash or percent sign.</summary>
    public static bool IsPath(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || path[^1] == ' ' || path.ContainsAny('\\', '%') || path.ContainsAnyInRange('\0', '\x1F') || path.ContainsAnyInRange('\x7F', '\x9F')) return false;
        foreach (var segment in path.Split('/'))
            if (path[segment] is "" or "." or "..") return false;
        return true;
    }

    /// <summary>Sorts the lines by path.</summary>
    public static EvidenceManifest Of(int digits, IEnumerable<(string Hash, string Path)> lines) =>
        new(digits, [.. lines.OrderBy(line => line.Path, StringComparer.Ordinal)]);

    public byte[] Write() => Encoding.UTF8.GetBytes(string.Concat(Lines.Select(line => $"{line.Hash}{Between}{line.Path}\n")));

    public static bool TryRead(
        ReadOnlySpan<byte> octets, int digits,
        [NotNullWhen(true)] out EvidenceManifest? manifest, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(
            octets, MaximumOctets, (Lines lines, out EvidenceManifest? read) => Read(lines, digits, out read), value => value.Write(), out manifest, out refusal);

    private static TextRefusal? Read(Lines lines, int digits, out EvidenceManifest? manifest)
    {
        manifest = null;
        List<(string Hash, string Path)> read = [];
        while (lines.TryNext(out var line))
        {
            if (line.Length < digits + Between.Length || !line[digits..].StartsWith(Between)) return lines.Refuse(TextFault.LineMalformed);
            if (line[..digits].ContainsAnyExcept("0123456789abcdef")) return lines.Refuse(TextFault.HashMalformed);
            var path = line[(digits + Between.Length)..];
            if (!IsPath(path)) return lines.Refuse(TextFault.PathMalformed);
            var order = read.Count == 0 ? -1 : read[^1].Path.AsSpan().SequenceCompareTo(path);
            if (order >= 0) return lines.Refuse(order == 0 ? TextFault.LineRepeated : TextFault.LineOutOfOrder);
            read.Add((line[..digits].ToString(), path.ToString()));
        }

        manifest = new EvidenceManifest(digits, read);
        return null;
    }
}
