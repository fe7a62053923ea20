using System.Globalization;
using System.Text;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Pages;

/// <summary>
/// A page or kit as the build makes it: the same bytes for everybody, with one marked place, between quotes, for whom it trusts. What is put there is the
/// root's fingerprint, LF, and the signed keyring's frame, so escaped that it ends no string of JSON or JavaScript and no block of HTML. It stands in no
/// script of the kit that its policy names by hash; a page's hash is made after filling.
/// </summary>
public static class PageTemplate
{
    private static ReadOnlySpan<byte> Mark => "@@SECUREDROP-KEYRING@@"u8;
    private static ReadOnlySpan<byte> QuotedMark => "\"@@SECUREDROP-KEYRING@@\""u8;

    /// <param name="template">The build's bytes.</param>
    /// <param name="root">Whom the page trusts; the keyring must name the same.</param>
    /// <param name="keyringFrame">The signed keyring, whole; verified by the caller.</param>
    /// <exception cref="InvalidDataException">Not exactly one mark between quotes, no canonical keyring, or one of another root: nothing half-filled is served.</exception>
    public static byte[] Fill(ReadOnlySpan<byte> template, Fingerprint root, ReadOnlySpan<byte> keyringFrame)
    {
        var at = template.IndexOf(QuotedMark);
        if (at < 0 || template.IndexOf(Mark) != at + 1 || template[(at + QuotedMark.Length)..].IndexOf(Mark) >= 0)
            throw new InvalidDataException("A page's template has exactly one marked place.");
        if (!SignedText.TryRead(keyringFrame, out var text, out _) || !Keyring.TryRead(text.Text.Span, out var keyring, out _) || keyring.Root != root)
            throw new InvalidDataException("A page is filled with a keyring of its root.");
        return [.. template[..(at + 1)], .. Escaped($"{root}\n{Encoding.UTF8.GetString(keyringFrame)}"), .. template[(at + QuotedMark.Length - 1)..]];
    }

    /// <summary>Printable ASCII but for what means something inside a string of either language or before a tag; the rest as \uXXXX.</summary>
    private static byte[] Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 256);
        foreach (var c in text)
        {
            if (c is >= ' ' and <= '~' and not ('"' or '\\' or '<' or '>' or '&' or '\'' or '`' or '$')) escaped.Append(c);
            else if (c == '\n') escaped.Append("\\n");
            else escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return Encoding.ASCII.GetBytes(escaped.ToString());
    }
}
