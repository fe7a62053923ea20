using System.Diagnostics.CodeAnalysis;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Bags;

/// <summary>A BagIt manifest that `sha256sum -c` reads: `HASH  PATH` a line, sorted by path. Source: RFC 8493 §2.1.3.</summary>
public sealed record Manifest(IReadOnlyList<ManifestLine> Lines)
{
    public const int MaximumOctets = 64 << 20;

    /// <summary>Relative, no empty or dot segment, no backslash, percent sign, control, format or bidirectional character, at most 1,024 octets.</summary>
    public static bool IsPath(string path) => throw new NotImplementedException($"{path}");

    /// <summary>Sorts the lines by path.</summary>
    public static Manifest Of(IEnumerable<ManifestLine> lines) => throw new NotImplementedException($"{lines}");

    public byte[] Write() => throw new NotImplementedException();

    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out Manifest? manifest, [NotNullWhen(false)] out TextRefusal? refusal) => throw new NotImplementedException();
}
