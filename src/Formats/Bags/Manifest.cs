using System.Diagnostics.CodeAnalysis;
using System.Text;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Bags;

/// <summary>A BagIt manifest that `sha256sum -c` reads: `HASH  PATH` a line, sorted by path. Source: RFC 8493 §2.1.3.</summary>
public sealed record Manifest(IReadOnlyList<ManifestLine> Lines)
{
    /// <summary>A bundle of a million entries has 84 MB of it.</summary>
    public const int MaximumOctets = 128 << 20;

    /// <summary>Longest path, in characters.</summary>
    public const int MaximumPath = 1024;

    private const string Between = "  ";

    /// <summary>
    /// Relative and in printable ASCII without backslash, percent sign (BagIt would decode it) or blank, no empty or dot segment: all that a bundle
    /// needs.
    /// </summary>
    public static bool IsPath(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || path.Length > MaximumPath || path.ContainsAnyExceptInRange('!', '~') || path.ContainsAny('\\', '%')) return false;
        foreach (var segment in path.Split('/'))
            if (path[segment] is "" or "." or "..") return false;
        return true;
    }

    /// <summary>Sorts the lines by path.</summary>
    public static Manifest Of(IEnumerable<ManifestLine> lines) => new([.. lines.OrderBy(line => line.Path, StringComparer.Ordinal)]);

    public byte[] Write()
    {
        var text = new StringBuilder();
        foreach (var line in Lines) text.Append($"{line.Hash}{Between}{line.Path}\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out Manifest? manifest, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(octets, MaximumOctets, Read, value => value.Write(), out manifest, out refusal);

    private static TextRefusal? Read(Lines lines, out Manifest? manifest)
    {
        manifest = null;
        List<ManifestLine> read = [];
        while (lines.TryNext(out var line))
        {
            const int hashLength = Sha256Hash.Size * 2;
            if (line.Length < hashLength + Between.Length || !line[hashLength..].StartsWith(Between)) return lines.Refuse(TextFault.LineMalformed);
            if (!Sha256Hash.TryParse(line[..hashLength], out var hash)) return lines.Refuse(TextFault.HashMalformed);
            var path = line[(hashLength + Between.Length)..];
            if (!IsPath(path)) return lines.Refuse(TextFault.PathMalformed);
            var order = read.Count == 0 ? -1 : read[^1].Path.AsSpan().SequenceCompareTo(path);
            if (order >= 0) return lines.Refuse(order == 0 ? TextFault.LineRepeated : TextFault.LineOutOfOrder);
            read.Add(new ManifestLine(hash, path.ToString()));
        }

        manifest = new Manifest(read);
        return null;
    }
}
