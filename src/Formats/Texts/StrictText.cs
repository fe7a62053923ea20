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

    /// <summary>The rules, then the grammar, then canonicity: what we would write otherwise is not read.</summary>
    public static bool TryRead<T>(
        ReadOnlySpan<byte> octets, int maximumOctets, Grammar<T> grammar, Func<T, byte[]> write,
        [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out TextRefusal? refusal)
        where T : class
    {
        value = null;
        refusal = Check(octets, maximumOctets, out var text) ?? grammar(new Lines(text), out value);
        if (refusal is null && value is not null && octets.SequenceEqual(write(value))) return true;
        refusal ??= new(TextFault.NotCanonical, 0);
        value = null;
        return false;
    }

    public static TextRefusal? Check(ReadOnlySpan<byte> octets, int maximumOctets, out string text)
    {
        text = "";
        if (octets.Length > maximumOctets) return new(TextFault.TooLarge, 0);
        if (octets.StartsWith("\uFEFF"u8)) return new(TextFault.ByteOrderMark, 1);
        if (!Utf8.IsValid(octets)) return new(TextFault.NotUtf8, 0);

        text = Encoding.UTF8.GetString(octets);
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r') return new(TextFault.CarriageReturn, line);
            if (c != '\n' && char.IsControl(c)) return new(TextFault.ControlCharacter, line);
            if (c != '\n') continue;
            if (i > 0 && text[i - 1] == ' ') return new(TextFault.TrailingBlank, line);
            line++;
        }

        return text.EndsWith('\n') ? null : new(TextFault.FinalLineEndMissing, line);
    }
}
