using System.Buffers;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>The lines of armor around a message, and what a line may hold. Source: RFC 9580 §6.2.</summary>
internal static class ArmorText
{
    /// <summary>In octets. RFC 9580 §6 writes at most 76 to a line; the rest is for blanks at its end.</summary>
    public const int LongestLine = 128;

    private static readonly SearchValues<byte> HeaderName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);
    private static readonly SearchValues<byte> Controls = SearchValues.Create(Enumerable.Range(0, 32).Where(o => o is < 9 or > 13).Select(o => (byte)o).ToArray());

    public static ReadOnlySpan<byte> Blanks => " \t\r"u8;

    public static ReadOnlySpan<byte> Begin => "-----BEGIN PGP MESSAGE-----"u8;

    public static ReadOnlySpan<byte> End => "-----END PGP MESSAGE-----"u8;

    /// <summary>Starts a message, a key, a signature, a clear-signed text.</summary>
    public static bool IsAnyBegin(ReadOnlySpan<byte> line) => line.StartsWith(AnyBegin);

    public static ReadOnlySpan<byte> AnyBegin => "-----BEGIN PGP"u8;

    /// <summary><c>Name: anything</c></summary>
    public static bool IsHeader(ReadOnlySpan<byte> line)
    {
        var name = line.IndexOfAnyExcept(HeaderName);
        return name > 0 && line[name] == ':' && (line.Length == name + 1 || line[name + 1] == ' ');
    }

    /// <summary>Where the first octet stands that no text holds; pictures, documents and archives do so near their start. Negative: nowhere.</summary>
    public static int IndexOfNoText(ReadOnlySpan<byte> piece) => piece.IndexOfAny(Controls);
}
