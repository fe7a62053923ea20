using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// The rules all our texts share: UTF-8 without byte order mark, LF, no other control characters, no trailing blanks, a
/// final newline. Whatever breaks one of them verifies elsewhere as the same signed text, so none is read here.
/// </summary>
internal static class StrictText
{
    /// <summary>Reads one kind of text; null when its grammar is kept.</summary>
    public delegate TextRefusal? Grammar<T>(Lines lines, out T? value);

    /// <summary>The version, then the rules, then the grammar, then canonicity: what we would write otherwise is not read.</summary>
    public static bool TryRead<T>(
        ReadOnlySpan<byte> octets, int maximumOctets, Grammar<T> grammar, Func<T, byte[]> write,
        [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out TextRefusal? refusal, FormatVersion? version = null)
        where T : class
    {
        value = null;
        refusal = Newer(octets, version) ?? Check(octets, maximumOctets) ?? grammar(new Lines(Encoding.UTF8.GetString(octets)), out value);
        if (refusal is null && value is not null && octets.SequenceEqual(write(value))) return true;
        refusal ??= new(TextFault.NotCanonical, 0);
        value = null;
        return false;
    }

    /// <summary>Null unless it is of a newer version: its rules may be others.</summary>
    public static TextRefusal? Newer(ReadOnlySpan<byte> octets, FormatVersion? version) =>
        version?.Newer(octets) is { } newer ? new(TextFault.FormatNewer, version.Line, newer) : null;

    /// <summary>The rules alone. Looks at the octets as they are: a ledger is long, and as a string twice as long.</summary>
    public static TextRefusal? Check(ReadOnlySpan<byte> octets, int maximumOctets)
    {
        if (octets.Length > maximumOctets) return new(TextFault.TooLarge, 0);
        if (octets.StartsWith("\uFEFF"u8)) return new(TextFault.ByteOrderMark, 1);
        if (!Utf8.IsValid(octets)) return new(TextFault.NotUtf8, 0);

        var line = 1;
        for (var i = 0; i < octets.Length; i++)
        {
            var octet = octets[i];
            if (octet == '\r') return new(TextFault.CarriageReturn, line);
            if (octet != '\n' && IsControl(octet, i + 1 < octets.Length ? octets[i + 1] : default)) return new(TextFault.ControlCharacter, line);
            if (octet != '\n') continue;
            if (i > 0 && octets[i - 1] == ' ') return new(TextFault.TrailingBlank, line);
            line++;
        }

        return octets.EndsWith("\n"u8) ? null : new(TextFault.FinalLineEndMissing, line);
    }

    /// <summary>U+0000 to U+001F, U+007F, and U+0080 to U+009F in two octets.</summary>
    private static bool IsControl(byte octet, byte next) => octet is < 0x20 or 0x7F || (octet == 0xC2 && next is >= 0x80 and < 0xA0);
}
